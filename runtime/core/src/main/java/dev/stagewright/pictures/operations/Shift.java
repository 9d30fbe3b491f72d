package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;
import java.util.Arrays;

/**
 * Moves a picture by whole pixels; what leaves is lost, what comes is filled.
 *
 * @param down by how many pixels; negative for up
 * @param right by how many pixels; negative for left
 * @param fill from 0 to 255, in all channels
 */
public record Shift(int down, int right, int fill) implements PictureTransform {

  @Override
  public void applyTo(Picture picture) {
    int height = picture.height();
    int width = picture.width();
    int channels = picture.channels();
    byte[] from = picture.values();
    byte[] into = new byte[from.length];
    Arrays.fill(into, (byte) fill);
    int kept = Math.max(0, width - Math.abs(right)) * channels;
    for (int y = Math.max(0, down); y < Math.min(height, height + down); y++) {
      System.arraycopy(
          from,
          ((y - down) * width + Math.min(width, Math.max(0, -right))) * channels,
          into,
          (y * width + Math.min(width, Math.max(0, right))) * channels,
          kept);
    }
    picture.setValues(into, height, width);
  }
}
