package dev.stagewright.pictures;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The formats that are read. A picture's format is told by its first bytes, never by its name; the
 * suffixes only tell pictures from other files in a folder.
 */
public enum PictureFormat {
  /** Baseline and progressive, 8 bits: gray, RGB, YCbCr, CMYK, YCCK; EXIF in APP1. */
  JPEG("JPEG", new JpegParser(), "jpg", "jpeg", "jpe", "jfif"),
  /**
   * Every color type and depth, interlaced or not; EXIF in eXIf. Of an animation the still image.
   */
  PNG("PNG", new PngParser(), "png", "apng"),
  /** 1 to 32 bits a pixel, with palettes, masks and run lengths. */
  BMP("BMP", new BmpParser(), "bmp", "dib"),
  /** The first page: whole numbers of 1 to 16 bits; gray, palette, RGB, CMYK; not BigTIFF. */
  TIFF("TIFF", new TiffParser(), "tif", "tiff"),
  /** Lossy and lossless; EXIF in its own chunk. Of an animation the first frame. */
  WEBP("WebP", new WebpParser(), "webp"),
  /** The first frame, on the whole screen. */
  GIF("GIF", new GifParser(), "gif"),
  /** PBM, PGM and PPM, plain and raw (P1 to P6); one picture a file. */
  PNM("PNM", new PnmParser(), "pnm", "pbm", "pgm", "ppm");

  private final String title;
  private final FormatParser parser;
  private final List<String> suffixes;

  PictureFormat(String title, FormatParser parser, String... suffixes) {
    this.title = title;
    this.parser = parser;
    this.suffixes = List.of(suffixes);
  }

  FormatParser parser() {
    return parser;
  }

  /**
   * How names of files in this format end.
   *
   * @return suffixes without the dot, in lower case
   */
  public List<String> suffixes() {
    return suffixes;
  }

  /**
   * All formats in one line.
   *
   * @return "JPEG, PNG, ... or PNM"
   */
  public static String all() {
    String list =
        Arrays.stream(values()).map(PictureFormat::toString).collect(Collectors.joining(", "));
    int last = list.lastIndexOf(", ");
    return list.substring(0, last) + " or " + list.substring(last + 2);
  }

  /**
   * Whether a file's name says that it is a picture, if perhaps in a format that is not read.
   *
   * @param name a file's name
   * @return whether its suffix is one of a picture format's
   */
  public static boolean isNamed(String name) {
    String suffix = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return Arrays.stream(values()).anyMatch(format -> format.suffixes.contains(suffix))
        || ForeignFormat.hasSuffix(suffix);
  }

  /**
   * The format that bytes start in.
   *
   * @param start a file's bytes, or its first ones
   * @return what people call it, or empty if it is none of these
   */
  public static Optional<String> titleOf(byte[] start) {
    return Optional.ofNullable(of(Bytes.of(start))).map(PictureFormat::toString);
  }

  /** The format that bytes start in, or null. */
  static @Nullable PictureFormat of(Bytes bytes) {
    return Arrays.stream(values())
        .filter(format -> format.parser.matches(bytes))
        .findFirst()
        .orElse(null);
  }

  /** As people write it: WebP. */
  @Override
  public String toString() {
    return title;
  }
}
