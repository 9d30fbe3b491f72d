package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;

/** Spreads each channel's levels over the whole range: {@code autocontrast}. */
public record AutoContrast() implements PictureTransform {

  @Override
  public void applyTo(Picture picture) {
    Levels.mapByHistogram(
        picture,
        histogram -> {
          int least = 0;
          while (histogram[least] == 0) {
            least++;
          }
          int most = 255;
          while (histogram[most] == 0) {
            most--;
          }
          if (most == least) {
            return level -> level;
          }
          int from = least;
          float scale = (most - least) * (1 / 255f);
          return level -> Levels.clip((level - from) / scale);
        });
  }
}
