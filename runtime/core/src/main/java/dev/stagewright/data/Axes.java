package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.files.NumpyException;
import java.util.List;
import java.util.Locale;

/** The order of an array's axes: number of the picture, height, width, channel. */
public enum Axes {
  /** Gray pictures, [N, height, width]. */
  NHW,
  /** Channels last, [N, height, width, channels]: TensorFlow's, Pillow's, OpenCV's order. */
  NHWC,
  /** Channels first, [N, channels, height, width]: PyTorch's order. */
  NCHW;

  /**
   * The order that only one side of 1 or 3, or none, leaves.
   *
   * @param name of the file, for messages
   * @param shape of the array
   */
  static Axes guess(String name, List<Long> shape) {
    if (shape.size() == 3) {
      return NHW;
    }
    boolean last = shape.size() == 4 && isChannels(shape.get(3));
    boolean first = shape.size() == 4 && isChannels(shape.get(1));
    if (first == last) {
      throw new DataException(
          Kind.USAGE,
          "%s: found the shape %s; which axes are these? Say NHWC (channels last), NCHW (channels first) or NHW (gray) with --axes; pictures have 1 or 3 channels"
              .formatted(name, shape));
    }
    return last ? NHWC : NCHW;
  }

  private static boolean isChannels(long side) {
    return side == 1 || side == 3;
  }

  /** Checks that a shape can have this order. */
  void check(String name, List<Long> shape) {
    boolean fits =
        shape.size() == name().length()
            && isChannels(channels(shape))
            && shape.stream().allMatch(side -> side >= 1 && side <= Integer.MAX_VALUE);
    if (!fits || (double) channels(shape) * height(shape) * width(shape) > Integer.MAX_VALUE) {
      throw new NumpyException(
          String.format(
              Locale.ROOT,
              "%s: found the shape %s; expected that of %s pictures with 1 or 3 channels",
              name,
              shape,
              this));
    }
  }

  long channels(List<Long> shape) {
    return this == NHW ? 1 : shape.get(this == NHWC ? 3 : 1);
  }

  int height(List<Long> shape) {
    return Math.toIntExact(shape.get(this == NCHW ? 2 : 1));
  }

  int width(List<Long> shape) {
    return Math.toIntExact(shape.get(this == NCHW ? 3 : 2));
  }
}
