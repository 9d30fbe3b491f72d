package dev.stagewright.pictures;

/** Puts pictures on a background. */
final class Opacity {

  private Opacity() {}

  /**
   * Mixes every pixel with the background, as Pillow's {@code paste} with a mask.
   *
   * @param picture of three channels
   * @param opacities of its pixels, from 0 to 255
   */
  static void blend(Picture picture, Background background, byte[] opacities) {
    int[] behind = {background.red(), background.green(), background.blue()};
    byte[] values = picture.values();
    for (int i = 0; i < values.length; i++) {
      int opacity = opacities[i / 3] & 0xff;
      int sum = (values[i] & 0xff) * opacity + behind[i % 3] * (255 - opacity);
      values[i] = (byte) ((sum + 127) / 255);
    }
    picture.setValues(values, picture.height(), picture.width());
  }
}
