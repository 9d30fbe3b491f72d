package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;
import java.util.Arrays;

/**
 * Fills a part with one level: {@code erase}.
 *
 * @param top the first row, from 0
 * @param left the first column, from 0
 * @param height in pixels, from 0
 * @param width in pixels, from 0
 * @param fill from 0 to 255, in all channels
 */
public record Erase(int top, int left, int height, int width, int fill)
    implements PictureTransform {

  @Override
  public void applyTo(Picture picture) {
    byte[] values = picture.values();
    int channels = picture.channels();
    for (int y = top; y < top + height; y++) {
      int start = (y * picture.width() + left) * channels;
      Arrays.fill(values, start, start + width * channels, (byte) fill);
    }
    picture.setValues(values, picture.height(), picture.width());
  }
}
