package dev.stagewright.data;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagewright.tasks.Task;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A digest of labeled images: equal for the same images wherever they are, another one where an
 * image came, went, was replaced by one of another size, or has another label. Pixels are not read.
 */
public final class DataDigest {

  private DataDigest() {}

  /**
   * Digests every image's path, file size and targets, in the source's order.
   *
   * @param source the images
   * @param task that they are labeled for
   * @return SHA-256 as 64 hexadecimal digits
   */
  public static String of(ImageSource source, Task task) {
    MessageDigest digest = sha256();
    digest.update(String.join("\n", source.labels()).getBytes(UTF_8));
    for (int i = 0; i < source.size(); i++) {
      String targets = Arrays.toString(source.targets(i, task));
      String line = "\0%s\0%s\0%s".formatted(source.path(i), size(source, i), targets);
      digest.update(line.getBytes(UTF_8));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** That of an image which is left out may not be known. */
  private static String size(ImageSource source, int image) {
    try {
      return Long.toString(source.fileSize(image));
    } catch (DataException e) {
      return "unreadable";
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /**
   * The digests of a run's images.
   *
   * @param training images to train on
   * @param validation images for validation; null for none
   * @param task what they tell of
   * @return {@code training}, and {@code validation} if there are such
   */
  public static Map<String, String> of(
      ImageSource training, @Nullable ImageSource validation, Task task) {
    Map<String, String> digests = new LinkedHashMap<>();
    digests.put("training", of(training, task));
    if (validation != null) {
      digests.put("validation", of(validation, task));
    }
    return digests;
  }
}
