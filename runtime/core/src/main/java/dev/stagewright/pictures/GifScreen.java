package dev.stagewright.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/** Puts a GIF's first frame on its screen. */
final class GifScreen {

  private GifScreen() {}

  /**
   * The screen with a frame. Around the frame is the transparent color, or the first one if none is
   * transparent, as in Pillow.
   */
  static BufferedImage with(BufferedImage frame, byte[] gif) {
    GifParser.Frame place = GifParser.firstFrame(Bytes.of(gif));
    int width = place.screenWidth();
    int height = place.screenHeight();
    if (frame.getWidth() == width && frame.getHeight() == height) {
      return frame;
    }
    IndexColorModel colors = (IndexColorModel) frame.getColorModel();
    int[] around = new int[width];
    Arrays.fill(around, Math.max(0, colors.getTransparentPixel()));
    WritableRaster screen = colors.createCompatibleWritableRaster(width, height);
    for (int y = 0; y < height; y++) {
      screen.setPixels(0, y, width, 1, around);
    }
    Raster pixels = frame.getRaster();
    screen.setRect(place.left(), place.top(), pixels);
    return new BufferedImage(colors, screen, false, null);
  }
}
