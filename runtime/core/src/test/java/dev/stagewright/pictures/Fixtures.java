package dev.stagewright.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Scanner;

/** Pictures that {@code make_pictures.py} wrote, and what Pillow reads from them. */
final class Fixtures {

  private Fixtures() {}

  static byte[] bytes(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Fixtures.class.getResourceAsStream(name), name)) {
      return in.readAllBytes();
    }
  }

  static Sample sample(String name) throws IOException {
    byte[] ppm = bytes(name + ".ppm");
    Scanner header = new Scanner(new String(ppm, StandardCharsets.ISO_8859_1)).skip("P6");
    int width = header.nextInt();
    int height = header.nextInt();
    int[] values = new int[height * width * 3];
    for (int i = 0; i < values.length; i++) {
      values[i] = ppm[ppm.length - values.length + i] & 0xff;
    }
    return Sample.of(bytes(name), new Grid(height, width, 3, 255, values));
  }
}
