package dev.stagewright.pictures;

/** The orientation in EXIF data, which are a TIFF file inside of another file. */
final class Exif {

  /** The orientation of a picture that is stored as it is to be seen. */
  static final int UPRIGHT = 1;

  private Exif() {}

  /**
   * Reads the orientation. Data that cannot be read count as none: they say nothing about the
   * pixels, and many programs write them badly.
   *
   * @param from where the TIFF header is, or "Exif" and two zeros in front of it
   * @param to where the data end
   * @return from 1 to 8
   */
  static int orientation(Bytes in, long from, long to) {
    long start = in.hasAt(from, "Exif\0\0") ? from + 6 : from;
    try {
      TiffDirectory directory = TiffDirectory.first(in, start, to);
      return directory == null ? UPRIGHT : directory.orientation();
    } catch (Bytes.EndException e) {
      return UPRIGHT;
    }
  }
}
