package dev.stagewright.processor.topology;

/**
 * How a convolution or a pool moves over a feature map, alike in height and width.
 *
 * @param kernel how many cells it reads in a row
 * @param stride its step
 * @param padding what is added on each side; ignored where {@code same}
 * @param same whether it pads as TensorFlow does so that only the stride makes the map smaller
 * @param dilation the step between the cells that it reads
 */
public record Window(int kernel, int stride, int padding, boolean same, int dilation) {

  /** A window that pads as TensorFlow does so that only the stride makes the map smaller. */
  public static Window same(int kernel, int stride) {
    return new Window(kernel, stride, 0, true, 1);
  }

  /** A window that pads nothing. */
  public static Window valid(int kernel, int stride) {
    return padded(kernel, stride, 0);
  }

  /** A window that pads as much on each side. */
  public static Window padded(int kernel, int stride, int padding) {
    return new Window(kernel, stride, padding, false, 1);
  }

  /** What is added on each side so that only the stride makes the map smaller; for odd kernels. */
  public static int keeping(int kernel, int dilation) {
    return (int) Math.min(Integer.MAX_VALUE / 2, kernel / 2 * (long) dilation);
  }

  /** The same as generated code computes it, of kernels that are not dilated. */
  public static String keeping(String kernel) {
    return kernel + " / 2";
  }

  /** The same as generated code computes it. */
  public static String keeping(String kernel, String dilation) {
    return keeping(kernel) + " * " + dilation;
  }

  /** How many cells it spans. */
  public int span() {
    return (int) Math.min(Integer.MAX_VALUE, (kernel - 1L) * dilation + 1);
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
    long room = (long) input + 2L * padding - span();
    return room < 0 ? 0 : (int) Math.min(Integer.MAX_VALUE, room / stride + 1);
  }

  /**
   * How many cells of an input side some window covers; for a window that is not "same" and not
   * dilated.
   */
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
    long wanted = same ? input : input - 1 + span() - 2L * padding;
    return (int) Math.max(1, Math.min(wanted, Integer.MAX_VALUE));
  }
}
