package dev.stagewright.pictures;

import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * TIFF: pixels in strips or tiles anywhere in the file, described by a directory of tags. Most
 * files go to the JDK's decoder. OpenCV's is faster but rounds 16 bits, blends transparency with
 * black and turns pictures by itself; it gets those that have none of that.
 */
final class TiffParser implements FormatParser {

  private static final int WIDTH = 256;
  private static final int HEIGHT = 257;
  private static final int BITS = 258;
  private static final int PHOTOMETRIC = 262;
  private static final int STRIP_OFFSETS = 273;
  private static final int SAMPLES = 277;
  private static final int STRIP_BYTES = 279;
  private static final int PLANAR = 284;
  private static final int PREDICTOR = 317;
  private static final int PALETTE_COLORS = 320;
  private static final int TILE_WIDTH = 322;
  private static final int TILE_HEIGHT = 323;
  private static final int TILE_OFFSETS = 324;
  private static final int TILE_BYTES = 325;
  private static final int SAMPLE_FORMAT = 339;

  /** Values of {@link #PHOTOMETRIC}: gray with white or black as 0, colors. */
  private static final Set<Long> GRAY = Set.of(0L, 1L);

  private static final long BLACK_IS_ZERO = 1;
  private static final long RGB = 2;
  private static final long PALETTE = 3;

  /** A value of {@link #PREDICTOR}: samples are stored as what they differ from the one before. */
  private static final long DIFFERENCES = 2;

  private static final Set<Long> KNOWN_BITS = Set.of(1L, 2L, 4L, 8L, 16L);
  private static final int MOST_SAMPLES = 5; // CMYK and transparency

  @Override
  public boolean matches(Bytes in) {
    return in.hasAt(0, "II*\0") || in.hasAt(0, "MM\0*");
  }

  @Override
  public PictureHeader header(Bytes in) {
    TiffDirectory tags = Objects.requireNonNull(TiffDirectory.first(in, 0, in.size()));
    long width = tags.value(WIDTH, 0, 0);
    long height = tags.value(HEIGHT, 0, 0);
    long bits = tags.value(BITS, 0, 1);
    long samples = tags.value(SAMPLES, 0, 1);
    if (!KNOWN_BITS.contains(bits) || tags.value(SAMPLE_FORMAT, 0, 1) != 1) {
      throw PictureException.unsupported(
          PictureFormat.TIFF,
          String.format(
              Locale.ROOT,
              "samples of %d bits in format %d",
              bits,
              tags.value(SAMPLE_FORMAT, 0, 1)),
          "whole numbers of 1, 2, 4, 8 or 16 bits");
    }
    if (samples < 1 || samples > MOST_SAMPLES) {
      throw PictureException.unsupported(
          PictureFormat.TIFF, samples + " channels", "gray, RGB or CMYK");
    }
    long photometric = tags.value(PHOTOMETRIC, 0, -1);
    if (photometric == PALETTE) {
      requirePalette(tags, bits);
    }
    boolean tiled = tags.count(TILE_OFFSETS) > 0;
    if (tiled) {
      // A tile is decoded as a whole, so it is bounded as the picture is.
      new PictureHeader(
              PictureFormat.TIFF,
              tags.value(TILE_WIDTH, 0, 0),
              tags.value(TILE_HEIGHT, 0, 0),
              Codec.IMAGE_IO)
          .check();
      requireParts(in, tags, TILE_OFFSETS, TILE_BYTES);
    } else {
      requireParts(in, tags, STRIP_OFFSETS, STRIP_BYTES);
    }
    int orientation = tags.orientation();
    boolean usual =
        !tiled
            && orientation == Exif.UPRIGHT
            && tags.value(PLANAR, 0, 1) == 1
            && (isUsual(bits, samples, photometric)
                || isDeep(bits, samples, photometric, tags.value(PREDICTOR, 0, 1)));
    return new PictureHeader(
            PictureFormat.TIFF, width, height, usual ? Codec.OPENCV : Codec.IMAGE_IO)
        .withOrientation(orientation);
  }

  private static boolean isUsual(long bits, long samples, long photometric) {
    if (samples == 1) {
      return GRAY.contains(photometric) ? bits == 8 : photometric == PALETTE && bits >= 4;
    }
    return samples == 3 && photometric == RGB && bits == 8;
  }

  /** Differences of 16 bits, as OpenCV writes them, which Java does not read. */
  private static boolean isDeep(long bits, long samples, long photometric, long predictor) {
    boolean known =
        samples == 1 ? photometric == BLACK_IS_ZERO : samples == 3 && photometric == RGB;
    return bits == 16 && predictor == DIFFERENCES && known;
  }

  /** OpenCV would make do without. */
  private static void requirePalette(TiffDirectory tags, long bits) {
    long colors = 3L << bits;
    if (tags.count(PALETTE_COLORS) < colors) {
      throw PictureException.damaged(PictureFormat.TIFF, "found no whole palette");
    }
    tags.value(PALETTE_COLORS, colors - 1, 0);
  }

  private static void requireParts(Bytes in, TiffDirectory tags, int offsets, int lengths) {
    long parts = tags.count(offsets);
    if (parts == 0) {
      throw PictureException.damaged(PictureFormat.TIFF, "found neither strips nor tiles");
    }
    for (long i = 0; i < parts; i++) {
      in.requireUpTo(tags.value(offsets, i, 0) + tags.value(lengths, i, 0));
    }
  }
}
