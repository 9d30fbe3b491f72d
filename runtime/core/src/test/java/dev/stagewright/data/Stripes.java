package dev.stagewright.data;

import dev.stagewright.pictures.Picture;
import java.util.List;
import java.util.Random;

/** Made-up images of three classes that a small network tells apart: stripes in noise. */
public record Stripes(int size, long seed) implements ImageSource {

  private static final int SIDE = 12;

  @Override
  public List<String> labels() {
    return List.of("across", "upright", "slanted");
  }

  @Override
  public int label(int image) {
    return image % 3;
  }

  @Override
  public Picture picture(int image) {
    Random random = new Random(seed * 1_000_003 + image);
    int phase = random.nextInt(4);
    byte[] gray = new byte[SIDE * SIDE];
    for (int y = 0, i = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        int along = phase + (label(image) == 0 ? y : label(image) == 1 ? x : x + y);
        gray[i++] = (byte) ((along / 2 % 2 == 0 ? 40 : 150) + random.nextInt(100));
      }
    }
    return Picture.of(gray, SIDE, SIDE, 1);
  }

  @Override
  public String name(int image) {
    return "stripes#" + image;
  }

  @Override
  public String description() {
    return size + " stripes";
  }
}
