package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;

/**
 * Turns the circle of colors: {@code adjust_hue}. Gray pictures stay as they are.
 *
 * @param shift of a whole turn, from -0.5 to 0.5; 0 leaves the picture as it is
 */
public record Hue(double shift) implements PictureTransform {

  @Override
  public void applyTo(Picture picture) {
    if (picture.channels() == 1) {
      return;
    }
    byte[] values = picture.values();
    for (int i = 0; i < values.length; i += 3) {
      turn(values, i);
    }
    picture.setValues(values, picture.height(), picture.width());
  }

  /** The way of Pillow and torchvision: to hue, saturation, value and back. */
  private void turn(byte[] values, int at) {
    float red = (values[at] & 0xff) / 255f;
    float green = (values[at + 1] & 0xff) / 255f;
    float blue = (values[at + 2] & 0xff) / 255f;
    float most = Math.max(red, Math.max(green, blue));
    float range = most - Math.min(red, Math.min(green, blue));
    if (range == 0) {
      return; // gray has no hue
    }
    float saturation = range / most;
    float sixth;
    if (most == red) {
      sixth = (green - blue) / range;
    } else if (most == green) {
      sixth = 2 + (blue - red) / range;
    } else {
      sixth = 4 + (red - green) / range;
    }
    float hue = sixth / 6 + 1 + (float) shift;
    hue = (hue - (float) Math.floor(hue)) * 6;
    int sector = (int) hue;
    float part = hue - sector;
    float low = most * (1 - saturation);
    float falling = most * (1 - saturation * part);
    float rising = most * (1 - saturation * (1 - part));
    switch (sector % 6) {
      case 0 -> put(values, at, most, rising, low);
      case 1 -> put(values, at, falling, most, low);
      case 2 -> put(values, at, low, most, rising);
      case 3 -> put(values, at, low, falling, most);
      case 4 -> put(values, at, rising, low, most);
      default -> put(values, at, most, low, falling);
    }
  }

  /** As torchvision, which gives every level the same share of the range from 0 to 1. */
  private static void put(byte[] values, int at, float red, float green, float blue) {
    values[at] = (byte) Levels.clip(red * 255.999f);
    values[at + 1] = (byte) Levels.clip(green * 255.999f);
    values[at + 2] = (byte) Levels.clip(blue * 255.999f);
  }
}
