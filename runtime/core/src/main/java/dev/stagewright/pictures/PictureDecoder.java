package dev.stagewright.pictures;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Decodes pictures of the formats in {@link PictureFormat}, told by their first bytes, to 8 bits.
 * The same pixels give the same values from every format and by every way in:
 *
 * <ul>
 *   <li>Stored values count. Of 16 bits the upper 8 are taken, fewer than 8 are spread over 0 to
 *       255, palettes are looked up. Color profiles and gamma values are not applied. CMYK is
 *       converted as (1 - ink) (1 - black).
 *   <li>Transparency is ignored unless {@link DecodeOptions} have a background: a pixel counts with
 *       its stored color however transparent it is, as in Keras' {@code load_img}. Where colors are
 *       stored multiplied by their opacity, they are divided by it; pixels without any opacity are
 *       then black.
 *   <li>A picture is decoded as stored; {@link Picture#upright} applies EXIF's orientation.
 *   <li>Of pictures with several frames or pages the first one is taken.
 * </ul>
 *
 * <p>Truncated pictures are refused, those with other data behind their end are not. So are
 * pictures of more than 150 million pixels, before memory is taken for them; {@code
 * -Dstagewright.maxPixels=N} sets another limit.
 */
public final class PictureDecoder {

  private static final int MAX_BYTES = 1 << 30;

  private PictureDecoder() {}

  /**
   * Looks for what is wrong with a file without decoding it: format, size, limits, and whether it
   * ends early. Reads a few kilobytes of most files.
   *
   * @param file to look at
   * @throws PictureException if it cannot be decoded
   * @throws IOException if it cannot be read
   */
  public static void check(Path file) throws IOException {
    try (Bytes in = Bytes.open(file)) {
      PictureHeader header = PictureHeader.read(in);
      if (!header.format().parser().seemsWhole(in)) {
        header.body(in);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Looks for what is wrong with a picture without decoding it, from its first byte to its end:
   * format, size, limits, and whether all parts are there.
   *
   * @param picture a file's bytes
   * @throws PictureException if it cannot be decoded
   */
  public static void check(byte[] picture) {
    Bytes in = Bytes.of(picture);
    PictureHeader.read(in).body(in);
  }

  /**
   * Reads a picture's size without decoding it, so that a limit of one's own can be checked.
   *
   * @param picture a file's bytes
   * @return width * height, as its header says
   * @throws PictureException if the header cannot be read
   */
  public static long pixels(byte[] picture) {
    PictureHeader header = PictureHeader.read(Bytes.of(picture));
    return header.width() * header.height();
  }

  /**
   * Whether a file starts as a picture does, if perhaps in a format that is not decoded.
   *
   * @param file to look at
   * @return false for what is not a regular file
   * @throws IOException if it cannot be read
   */
  public static boolean isPicture(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (Bytes in = Bytes.open(file)) {
      return PictureFormat.of(in) != null || ForeignFormat.titleOf(in) != null;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /**
   * Whether bytes start as a picture does, if perhaps in a format that is not decoded.
   *
   * @param start a file's bytes, or its first ones
   * @return false for anything else
   */
  public static boolean isPicture(byte[] start) {
    Bytes in = Bytes.of(start);
    return PictureFormat.of(in) != null || ForeignFormat.titleOf(in) != null;
  }

  /**
   * Decodes a file.
   *
   * @param file a picture
   * @return the picture as stored
   * @throws PictureException if it cannot be decoded
   * @throws IOException if it cannot be read
   */
  public static Picture decode(Path file) throws IOException {
    return decode(file, DecodeOptions.PLAIN);
  }

  /**
   * Decodes a stream from where it is to its end.
   *
   * @param picture is not closed
   * @return the picture as stored
   * @throws PictureException if it cannot be decoded
   * @throws IOException if it cannot be read
   */
  public static Picture decode(InputStream picture) throws IOException {
    return decode(picture, DecodeOptions.PLAIN);
  }

  /**
   * Decodes a picture in memory.
   *
   * @param picture a file's bytes
   * @return the picture as stored
   * @throws PictureException if it cannot be decoded
   */
  public static Picture decode(byte[] picture) {
    return decode(picture, DecodeOptions.PLAIN);
  }

  /**
   * Decodes a file.
   *
   * @param file a picture
   * @param options what is chosen
   * @return the picture as stored
   * @throws PictureException if it cannot be decoded
   * @throws IOException if it cannot be read
   */
  public static Picture decode(Path file, DecodeOptions options) throws IOException {
    return decode(bytes(file), options);
  }

  /**
   * Decodes a stream from where it is to its end.
   *
   * @param picture is not closed
   * @param options what is chosen
   * @return the picture as stored
   * @throws PictureException if it cannot be decoded
   * @throws IOException if it cannot be read
   */
  public static Picture decode(InputStream picture, DecodeOptions options) throws IOException {
    return decode(bytes(picture), options);
  }

  /**
   * Decodes a picture in memory.
   *
   * @param picture a file's bytes
   * @param options what is chosen
   * @return the picture as stored
   * @throws PictureException if it cannot be decoded
   */
  public static Picture decode(byte[] picture, DecodeOptions options) {
    return PictureHeader.read(Bytes.of(picture)).decode(picture, options);
  }

  /**
   * Takes one of Java's images, as {@link #decode(BufferedImage)}.
   *
   * @param image of any type and color model
   * @param options what is chosen
   * @return the picture
   */
  public static Picture decode(BufferedImage image, DecodeOptions options) {
    return RasterReader.read(image, options);
  }

  /**
   * Takes one of Java's images. Gray and RGB count as stored whatever their color space, CMYK as in
   * files; other colors as Java converts them to sRGB. Floating-point values are taken from 0 to 1.
   * A picture's EXIF data are lost before it gets here.
   *
   * @param image of any type and color model
   * @return the picture
   */
  public static Picture decode(BufferedImage image) {
    return decode(image, DecodeOptions.PLAIN);
  }

  private static byte[] bytes(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw tooLarge();
    }
    return Files.readAllBytes(file);
  }

  private static byte[] bytes(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(MAX_BYTES);
    if (bytes.length == MAX_BYTES && in.read() >= 0) {
      throw tooLarge();
    }
    return bytes;
  }

  private static PictureException tooLarge() {
    return new PictureException(
        PictureException.Reason.SIZE,
        String.format(
            Locale.ROOT,
            "has more than %d bytes; expected a picture of at most as many",
            MAX_BYTES));
  }
}
