package dev.stagewright.pictures;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;

/** Writes JPEG files with the JDK's encoder; those that it cannot write are fixtures. */
final class JpegFiles {

  private JpegFiles() {}

  static void addTo(Map<String, Sample.Maker> kinds) {
    kinds.put("rgb.jpg", random -> file(random, 3, false));
    kinds.put("rgb progressive.jpg", random -> file(random, 3, true));
    kinds.put("gray.jpg", random -> file(random, 1, false));
    kinds.put("with a film behind it.jpg", JpegFiles::withFilm);
    for (int orientation = 1; orientation <= 8; orientation++) {
      int stored = orientation;
      kinds.put("exif " + orientation + ".jpg", random -> oriented(random, stored));
    }
    for (String name : new String[] {"cmyk.jpg", "ycck.jpg", "restart.jpg", "keep_rgb.jpg"}) {
      kinds.put("pillow " + name, random -> Fixtures.sample(name).within(2));
    }
  }

  private static Sample file(Random random, int channels, boolean progressive) throws IOException {
    Grid grid = slopes(random, channels);
    return Sample.of(JavaEncoder.encoded(grid, "jpeg", "JPEG", progressive), grid)
        .within(channels == 1 ? 3 : 14);
  }

  /** Slopes, which JPEG keeps to within a few values. */
  private static Grid slopes(Random random, int channels) {
    int height = 30 + random.nextInt(40);
    int width = 30 + random.nextInt(40);
    int[] values = new int[height * width * channels];
    for (int i = 0; i < values.length; i++) {
      int pixel = i / channels;
      values[i] =
          switch (i % channels) {
            case 0 -> pixel / width * 255 / height;
            case 1 -> pixel % width * 255 / width;
            default -> 128;
          };
    }
    return new Grid(height, width, channels, 255, values);
  }

  /** The bytes behind the end have all markers among them, that of a scan and that of an end. */
  private static Sample withFilm(Random random) throws IOException {
    Sample picture = file(random, 3, false);
    BytesOut out = new BytesOut(false).bytes(picture.file()).u32(24).text("ftypmp42");
    for (int marker = 0xc0; marker <= 0xff; marker++) {
      out.u8(0xff, marker, random.nextInt(256), random.nextInt(256));
    }
    out.u8(0xff, 0xda).bytes(new byte[100]);
    return new Sample(out.toByteArray(), picture.stored(), 1, picture.tolerance());
  }

  /** EXIF data in two segments, behind one of another kind; with a thumbnail's start and end. */
  private static Sample oriented(Random random, int orientation) throws IOException {
    Sample picture = file(random, 3, false);
    BytesOut xmp = new BytesOut(false).text("http://ns.adobe.com/xap/1.0/\0<x/>");
    BytesOut exif =
        new BytesOut(false)
            .text("Exif\0\0")
            .bytes(ExifData.with(orientation, random.nextBoolean()))
            .u8(0xff, 0xd8, 0xff, 0xd9);
    byte[] file = picture.file();
    BytesOut out = new BytesOut(false).bytes(file[0], file[1]);
    BytesOut rest = new BytesOut(false).text("Exif\0\0...");
    for (BytesOut segment : new BytesOut[] {xmp, exif, rest}) {
      out.u8(0xff, 0xff, 0xe1).u16(2 + segment.size()).bytes(segment.toByteArray());
    }
    out.bytes(Arrays.copyOfRange(file, 2, file.length));
    return new Sample(out.toByteArray(), picture.stored(), orientation, picture.tolerance());
  }
}
