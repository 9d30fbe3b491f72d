package dev.stagewright.pictures;

import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A made-up picture file and what is to be read from it.
 *
 * @param file its bytes
 * @param stored red, green, blue as they are stored
 * @param orientation in its EXIF data
 * @param tolerance how far values may be off, for lossy formats
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Sample(byte[] file, Grid stored, int orientation, int tolerance) {

  /** Makes pictures of one kind. */
  public interface Maker {
    Sample make(Random random) throws Exception;
  }

  static Sample of(byte[] file, Grid stored) {
    return new Sample(file, stored.toRgb(), 1, 0);
  }

  Sample withOrientation(int other) {
    return new Sample(file, stored, other, tolerance);
  }

  Sample within(int values) {
    return new Sample(file, stored, orientation, values);
  }

  public Grid upright() {
    return stored.upright(orientation);
  }

  /** All kinds of pictures that are read, by name. */
  public static Map<String, Maker> kinds() {
    Map<String, Maker> kinds = new TreeMap<>();
    PngFiles.addTo(kinds);
    BmpFiles.addTo(kinds);
    TiffFiles.addTo(kinds);
    GifFiles.addTo(kinds);
    PnmFiles.addTo(kinds);
    JpegFiles.addTo(kinds);
    WebpFiles.addTo(kinds);
    return kinds;
  }
}
