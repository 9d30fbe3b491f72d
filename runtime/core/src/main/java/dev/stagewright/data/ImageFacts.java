package dev.stagewright.data;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureFormat;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What one image is like.
 *
 * @param fault what is wrong with it, with its name; null if it can be read
 * @param digest of its bytes; empty if they cannot be read
 * @param kind its format, and gray or color
 */
record ImageFacts(@Nullable String fault, String digest, String kind, int height, int width) {

  static ImageFacts of(ImageSource source, int image) {
    String digest = "";
    try {
      byte[] content = source.content(image);
      digest = sha256(content);
      try (Picture picture = source.picture(image)) {
        String format = PictureFormat.titleOf(content).orElse("array");
        return new ImageFacts(
            null,
            digest,
            format + (picture.channels() == 1 ? " gray" : " color"),
            picture.height(),
            picture.width());
      }
    } catch (DataException e) {
      return new ImageFacts(e.getMessage(), digest, "", 0, 0);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every Java has it
    }
  }

  /** Whether images have one class each. */
  static boolean hasClasses(ImageSource source) {
    try {
      source.label(0);
      return true;
    } catch (DataException e) {
      return false;
    }
  }
}
