package dev.stagewright.pictures;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Formats of pictures that people have in their folders and that are not read. */
enum ForeignFormat {
  HEIC("HEIC", 4, "ftyphei", "heic", "heics"),
  HEIF("HEIF", 4, "ftypmif1", "heif"),
  HEIF_SEQUENCE("HEIF", 4, "ftypmsf1", "heifs"),
  AVIF("AVIF", 4, "ftypavi", "avif"),
  JPEG_2000("JPEG 2000", 4, "jP  ", "jp2", "j2k", "jpx"),
  JPEG_XL("JPEG XL", 4, "JXL ", "jxl"),
  PSD("Photoshop", 0, "8BPS", "psd"),
  SVG("SVG", 0, "<svg", "svg"),
  BIG_TIFF("BigTIFF", 0, "II+\0"),
  BIG_TIFF_BIG_ENDIAN("BigTIFF", 0, "MM\0+"),
  PAM("PAM", 0, "P7\n", "pam");

  private final String title;
  private final int offset;
  private final String signature;
  private final List<String> suffixes;

  ForeignFormat(String title, int offset, String signature, String... suffixes) {
    this.title = title;
    this.offset = offset;
    this.signature = signature;
    this.suffixes = List.of(suffixes);
  }

  static boolean hasSuffix(String suffix) {
    return Arrays.stream(values()).anyMatch(format -> format.suffixes.contains(suffix));
  }

  /** The format that bytes start in, or null. */
  static @Nullable String titleOf(Bytes bytes) {
    return Arrays.stream(values())
        .filter(format -> bytes.hasAt(format.offset, format.signature))
        .map(format -> format.title)
        .findFirst()
        .orElse(null);
  }
}
