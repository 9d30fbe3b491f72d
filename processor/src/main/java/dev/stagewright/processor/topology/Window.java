package dev.stagewright.processor.topology;

/**
 * How a convolution or a pool moves over a feature map, alike in height and width.
 *
 * @param kernel its side
 * @param stride its step
 * @param padding what is added on each side; ignored where {@code same}
 * @param same whether it pads as much as keeps the size at stride 1
 */
public record Window(int kernel, int stride, int padding, boolean same) {

  /** A window that pads so that only the stride makes the map smaller. */
  public static Window same(int kernel, int stride) {
    return new Window(kernel, stride, 0, true);
  }

  /** A window that pads nothing. */
  public static Window valid(int kernel, int stride) {
    return new Window(kernel, stride, 0, false);
  }

  /**
   * The side of the output.
   *
   * @return 0 if the window does not fit into the input; at most {@link Integer#MAX_VALUE}, which
   *     no array can have
   */
  public int output(int input) {
    if (same) {
      return (int) (((long) input + stride - 1) / stride);
    }
    long room = (long) input + 2L * padding - kernel;
    return room < 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, room / stride + 1);
  }

  /** How many cells of an input side some window covers; for a window that is not "same". */
  public long read(int input) {
    long windows = output(input);
    long end = (windows - 1) * stride + kernel - padding;
    if (windows == 0 || stride <= kernel) {
      return windows == 0 ? 0 : Math.min(input, end);
    }
    // Of windows with gaps between them, only the outermost lie in the padding.
    return windows * kernel - padding - Math.max(0, end - input);
  }

  /** The smallest input side, at least 1, whose output is at least this long. */
  public int minimumInput(int output) {
    long input = (output - 1L) * stride + 1;
    long wanted = same ? input : input - 1 + kernel - 2L * padding;
    return (int) Math.max(1, Math.min(wanted, Integer.MAX_VALUE));
  }
}
