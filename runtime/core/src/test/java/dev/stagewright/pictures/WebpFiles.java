package dev.stagewright.pictures;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/** Writes WebP files without loss by OpenCV; those with more in them are fixtures. */
final class WebpFiles {

  private static final int LOSSLESS = 101;
  private static final int EXIF_FLAG = 8;

  private WebpFiles() {}

  static void addTo(Map<String, Sample.Maker> kinds) {
    kinds.put(
        "rgb.webp",
        random -> {
          Grid grid = Grid.random(random, 3, 255);
          return Sample.of(encoded(grid), grid);
        });
    for (int orientation = 1; orientation <= 8; orientation++) {
      int stored = orientation;
      kinds.put("exif " + orientation + ".webp", random -> oriented(random, stored));
    }
    kinds.put("pillow rgba.webp", random -> Fixtures.sample("rgba.webp"));
    kinds.put("pillow lossy.webp", random -> Fixtures.sample("lossy.webp").within(2));
    kinds.put("pillow animated.webp", random -> Fixtures.sample("animated.webp"));
  }

  private static Sample oriented(Random random, int orientation) {
    Grid grid = Grid.random(random, 3, 255);
    byte[] plain = encoded(grid); // RIFF, length, WEBP and one chunk
    BytesOut exif = new BytesOut(true).bytes(ExifData.with(orientation, random.nextBoolean()));
    BytesOut chunks = new BytesOut(true).text("WEBPVP8X").u32(10).u8(EXIF_FLAG, 0, 0, 0);
    chunks.u16(grid.width() - 1).u8(0).u16(grid.height() - 1).u8(0);
    chunks.bytes(Arrays.copyOfRange(plain, 12, plain.length));
    chunks.text("EXIF").u32(exif.size()).bytes(exif.toByteArray()).padTo(2);
    BytesOut file = new BytesOut(true).text("RIFF").u32(chunks.size());
    return Sample.of(file.bytes(chunks.toByteArray()).toByteArray(), grid)
        .withOrientation(orientation);
  }

  private static byte[] encoded(Grid grid) {
    try (Mat pixels = new Mat(grid.height(), grid.width(), opencv_core.CV_8UC3);
        IntPointer settings = new IntPointer(opencv_imgcodecs.IMWRITE_WEBP_QUALITY, LOSSLESS);
        BytePointer encoded = new BytePointer()) {
      BytePointer data = pixels.data();
      for (int i = 0; i < grid.values().length; i++) {
        data.put(i, (byte) grid.values()[i / 3 * 3 + 2 - i % 3]); // blue first
      }
      opencv_imgcodecs.imencode(".webp", pixels, encoded, settings);
      byte[] bytes = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(bytes);
      return bytes;
    }
  }
}
