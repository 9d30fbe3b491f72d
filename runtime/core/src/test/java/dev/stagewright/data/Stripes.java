package dev.stagewright.data;

import dev.stagewright.network.InputShape;
import java.util.List;
import java.util.Random;

/** Made-up images of three classes that a small network tells apart: stripes in noise. */
public record Stripes(int size, long seed) implements ImageSource {

  @Override
  public List<String> labels() {
    return List.of("across", "upright", "slanted");
  }

  @Override
  public int label(int image) {
    return image % 3;
  }

  @Override
  public void read(int image, InputShape shape, float[] into) {
    Random random = new Random(seed * 1_000_003 + image);
    int phase = random.nextInt(4);
    for (int y = 0, i = 0; y < shape.height(); y++) {
      for (int x = 0; x < shape.width(); x++) {
        int along = phase + (label(image) == 0 ? y : label(image) == 1 ? x : x + y);
        for (int channel = 0; channel < shape.channels(); channel++) {
          into[i++] = (along / 2 % 2 == 0 ? 40 : 150) + random.nextInt(100);
        }
      }
    }
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
