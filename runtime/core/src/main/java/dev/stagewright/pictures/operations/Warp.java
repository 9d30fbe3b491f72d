package dev.stagewright.pictures.operations;

import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureTransform;
import java.util.Arrays;

/**
 * Moves, turns, scales and shears a picture, which keeps its size: {@code affine} and {@code
 * rotate}. New pixel (x, y), counted from the middle of the picture, is read at (xx x + xy y + x0,
 * yx x + yy y + y0).
 *
 * @param xx what x adds to the old x
 * @param xy what y adds to the old x
 * @param x0 what is added to the old x, in pixels
 * @param yx what x adds to the old y
 * @param yy what y adds to the old y
 * @param y0 what is added to the old y, in pixels
 * @param sampling how the old picture is read
 * @param fill what is outside of it, from 0 to 255, in all channels; {@link #NOTHING} for black of
 *     which the pixels at the edge, if read between, take less
 */
public record Warp(
    double xx, double xy, double x0, double yx, double yy, double y0, Sampling sampling, int fill)
    implements PictureTransform {

  /** Torchvision's {@code fill=None}. */
  public static final int NOTHING = -1;

  /**
   * Turns a picture around its middle: {@code rotate}.
   *
   * @param degrees counterclockwise
   * @param sampling how the old picture is read
   * @param fill what is outside of it
   * @return the operation
   */
  public static Warp rotation(double degrees, Sampling sampling, int fill) {
    return affine(-degrees, 0, 0, 1, 0, 0, sampling, fill);
  }

  /**
   * Turns, shears and scales a picture around its middle, then moves it: {@code affine}.
   *
   * @param degrees clockwise
   * @param right in pixels
   * @param down in pixels
   * @param scale above 0; above 1 enlarges
   * @param shearX along the x axis, in degrees
   * @param shearY along the y axis, in degrees
   * @param sampling how the old picture is read
   * @param fill what is outside of it
   * @return the operation
   */
  public static Warp affine(
      double degrees,
      double right,
      double down,
      double scale,
      double shearX,
      double shearY,
      Sampling sampling,
      int fill) {
    double turn = StrictMath.toRadians(degrees);
    double x = StrictMath.toRadians(shearX);
    double y = StrictMath.toRadians(shearY);
    double a = StrictMath.cos(turn - y) / StrictMath.cos(y);
    double b = -a * StrictMath.tan(x) - StrictMath.sin(turn);
    double c = StrictMath.sin(turn - y) / StrictMath.cos(y);
    double d = -c * StrictMath.tan(x) + StrictMath.cos(turn);
    return new Warp(d / scale, -b / scale, 0, -c / scale, a / scale, 0, sampling, fill)
        .movedBy(right, down);
  }

  /** The same, with the picture moved before it is read. */
  private Warp movedBy(double right, double down) {
    return new Warp(
        xx, xy, x0 - xx * right - xy * down, yx, yy, y0 - yx * right - yy * down, sampling, fill);
  }

  /**
   * The same around the upper left corner instead of the middle.
   *
   * @param height of the picture, in pixels
   * @param width of the picture, in pixels
   * @return the operation for pictures of this size
   */
  public Warp aroundCorner(int height, int width) {
    double x = -width / 2.0;
    double y = -height / 2.0;
    return new Warp(
        xx, xy, x0 + x - xx * x - xy * y, yx, yy, y0 + y - yx * x - yy * y, sampling, fill);
  }

  @Override
  public void applyTo(Picture picture) {
    int height = picture.height();
    int width = picture.width();
    int channels = picture.channels();
    byte[] from = picture.values();
    byte[] into = new byte[from.length];
    Arrays.fill(into, (byte) Math.max(0, fill));
    double middleX = (width - 1) / 2.0;
    double middleY = (height - 1) / 2.0;
    for (int row = 0, at = 0; row < height; row++) {
      double y = row - middleY;
      for (int column = 0; column < width; column++, at += channels) {
        double x = column - middleX;
        double oldX = xx * x + xy * y + x0 + middleX;
        double oldY = yx * x + yy * y + y0 + middleY;
        if (oldX > -1 && oldX < width && oldY > -1 && oldY < height) {
          if (sampling == Sampling.NEAREST) {
            nearest(from, height, width, channels, oldX, oldY, into, at);
          } else {
            bilinear(from, height, width, channels, oldX, oldY, into, at);
          }
        }
      }
    }
    picture.setValues(into, height, width);
  }

  private static void nearest(
      byte[] from, int height, int width, int channels, double x, double y, byte[] into, int at) {
    int column = (int) Math.rint(x);
    int row = (int) Math.rint(y);
    if (column >= 0 && column < width && row >= 0 && row < height) {
      int pixel = (row * width + column) * channels;
      for (int channel = 0; channel < channels; channel++) {
        into[at + channel] = from[pixel + channel];
      }
    }
  }

  private void bilinear(
      byte[] from, int height, int width, int channels, double x, double y, byte[] into, int at) {
    int left = (int) (x + 1) - 1; // x is above -1: rounded down
    int top = (int) (y + 1) - 1;
    float right = (float) (x - left);
    float down = (float) (y - top);
    float west = left >= 0 ? 1 - right : 0;
    float east = left + 1 < width ? right : 0;
    float north = top >= 0 ? 1 - down : 0;
    float south = top + 1 < height ? down : 0;
    int row = width * channels;
    // A pixel that does not count is read where there is one.
    int nw = Math.max(0, top) * row + Math.max(0, left) * channels;
    int ne = Math.max(0, top) * row + Math.min(width - 1, left + 1) * channels;
    int sw = Math.min(height - 1, top + 1) * row + Math.max(0, left) * channels;
    int se = Math.min(height - 1, top + 1) * row + Math.min(width - 1, left + 1) * channels;
    float inside = (west + east) * (north + south);
    for (int channel = 0; channel < channels; channel++) {
      float value =
          north * (west * (from[nw + channel] & 0xff) + east * (from[ne + channel] & 0xff))
              + south * (west * (from[sw + channel] & 0xff) + east * (from[se + channel] & 0xff));
      if (fill != NOTHING) {
        value = (value - fill) * inside + fill; // as torchvision, where outside is black before
      }
      into[at + channel] = (byte) Math.round(value);
    }
  }
}
