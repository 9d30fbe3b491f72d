package dev.stagewright.pictures;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.pictures.FormatParser.Span;
import dev.stagewright.pictures.PictureException.Reason;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * What a picture says about itself.
 *
 * @param width in pixels, as stored, before its orientation is applied
 * @param height in pixels, as stored
 * @param orientation EXIF's, from 1 to 8; 1 where there is none
 * @param codec what decodes it
 */
record PictureHeader(PictureFormat format, long width, long height, int orientation, Codec codec) {

  private static final String MAX_PIXELS = "stagewright.maxPixels";
  private static final long DEFAULT_MAX_PIXELS = 150_000_000;
  private static final int MAX_REDUCTION = 8;
  private static final int SHOWN_BYTES = 24;

  PictureHeader(PictureFormat format, long width, long height, Codec codec) {
    this(format, width, height, Exif.UPRIGHT, codec);
  }

  PictureHeader withOrientation(int found) {
    return new PictureHeader(format, width, height, found, codec);
  }

  /** Finds the format, reads the header and checks it. */
  static PictureHeader read(Bytes in) {
    if (in.size() == 0) {
      throw new PictureException(Reason.CONTENT, "is an empty file; expected a picture");
    }
    PictureFormat format = PictureFormat.of(in);
    if (format == null) {
      throw unknown(in);
    }
    try {
      return format.parser().header(in).check();
    } catch (Bytes.EndException e) {
      throw PictureException.truncated(format);
    }
  }

  /** Checks that there are pixels, and not more than the limit. */
  PictureHeader check() {
    if (width < 1 || height < 1) {
      throw PictureException.damaged(
          format, String.format(Locale.ROOT, "found %d x %d pixels", width, height));
    }
    long limit = maxPixels();
    if (width > limit / height) {
      throw new PictureException(
          Reason.SIZE,
          String.format(
              Locale.ROOT,
              "is a %s picture of %d x %d pixels; expected at most %d in all. Shrink it, or allow more with -D%s=N",
              format,
              width,
              height,
              limit,
              MAX_PIXELS));
    }
    return this;
  }

  private static long maxPixels() {
    String value = System.getProperty(MAX_PIXELS);
    if (value == null) {
      return DEFAULT_MAX_PIXELS;
    }
    try {
      long limit = Long.parseLong(value.strip());
      if (limit > 0) {
        return limit;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new PictureException(
        Kind.USAGE,
        Reason.SIZE,
        "-D%s: found \"%s\"; expected a number of pixels from 1".formatted(MAX_PIXELS, value),
        null);
  }

  /** Looks through the whole picture; returns the parts that are needed. */
  List<Span> body(Bytes in) {
    try {
      return format.parser().body(in);
    } catch (Bytes.EndException e) {
      throw PictureException.truncated(format);
    }
  }

  Picture decode(byte[] picture, DecodeOptions options) {
    List<Span> parts = body(Bytes.of(picture));
    try {
      Picture decoded =
          codec(options).decode(this, picture, parts, options).withOrientation(orientation);
      int reduction = reduction(options);
      if (decoded.width() != reduced(width, reduction)
          || decoded.height() != reduced(height, reduction)) {
        decoded.close();
        throw PictureException.damaged(
            format,
            String.format(
                Locale.ROOT, "its data are not the %d x %d pixels of its header", width, height));
      }
      return decoded;
    } catch (PictureException e) {
      throw e;
    } catch (Bytes.EndException e) {
      throw PictureException.truncated(format);
    } catch (OutOfMemoryError e) {
      throw new PictureException(
          Kind.FAILURE,
          Reason.SIZE,
          String.format(
              Locale.ROOT,
              "is a %s picture of %d x %d pixels, which do not fit in memory; shrink it or give Java more (-Xmx, -Dorg.bytedeco.javacpp.maxphysicalbytes)",
              format,
              width,
              height),
          e);
    } catch (IOException | RuntimeException e) { // readers throw many kinds
      throw new PictureException(
          Kind.FAILURE,
          Reason.CONTENT,
          "is a damaged or truncated %s picture, which cannot be decoded; copy it again"
              .formatted(format),
          e);
    }
  }

  /** OpenCV does not tell all that is transparent in a PNG. */
  private Codec codec(DecodeOptions options) {
    return options.background() != null && format == PictureFormat.PNG ? Codec.IMAGE_IO : codec;
  }

  /**
   * How many times smaller a picture is decoded: JPEGs only, since others would be decoded whole
   * and then shrunk without averaging.
   */
  int reduction(DecodeOptions options) {
    int reduction = 1;
    if (format == PictureFormat.JPEG && options.leastSide() > 0) {
      while (reduction < MAX_REDUCTION
          && Math.min(width, height) / (2L * reduction) >= options.leastSide()) {
        reduction *= 2;
      }
    }
    return reduction;
  }

  /** As libjpeg: rounded up. */
  private static long reduced(long side, int reduction) {
    return (side + reduction - 1) / reduction;
  }

  private static PictureException unknown(Bytes in) {
    String foreign = ForeignFormat.titleOf(in);
    if (foreign != null) {
      return new PictureException(
          Reason.FORM,
          "is a %s picture; expected %s. Convert or remove it"
              .formatted(foreign, PictureFormat.all()));
    }
    return new PictureException(
        Reason.FORM,
        "is not a picture: it starts with \"%s\"; expected %s. Replace or remove the file"
            .formatted(start(in), PictureFormat.all()));
  }

  /** The first bytes, those that are not printable ASCII as hexadecimal numbers. */
  private static String start(Bytes in) {
    StringBuilder start = new StringBuilder();
    for (int i = 0; i < Math.min(SHOWN_BYTES, in.size()); i++) {
      int value = in.u8(i);
      boolean printable = value >= ' ' && value < 0x7f;
      start.append(
          printable ? String.valueOf((char) value) : String.format(Locale.ROOT, "\\x%02x", value));
    }
    return start.toString();
  }
}
