package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;
import java.util.Arrays;

/** Makes each channel's levels equally frequent: {@code equalize}, in Pillow's integers. */
public record Equalize() implements PictureTransform {

  @Override
  public void applyTo(Picture picture) {
    Levels.mapByHistogram(
        picture,
        histogram -> {
          int most = 255;
          while (histogram[most] == 0) {
            most--;
          }
          int step = (Arrays.stream(histogram).sum() - histogram[most]) / 255;
          if (step == 0) {
            return level -> level;
          }
          int[] levels = new int[256];
          int sum = step / 2;
          for (int level = 0; level < levels.length; level++) {
            levels[level] = Math.min(255, sum / step);
            sum += histogram[level];
          }
          return level -> levels[level];
        });
  }
}
