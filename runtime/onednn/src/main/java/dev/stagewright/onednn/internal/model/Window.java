package dev.stagewright.onednn.internal.model;

/**
 * The sliding window of a convolution or pooling; pairs are {height, width}.
 *
 * @param kernel its size
 * @param stride its step
 * @param dilation 1 for a dense kernel
 * @param before padding above and left
 * @param after padding below and right
 */
public record Window(Pair kernel, Pair stride, Pair dilation, Pair before, Pair after) {

  /**
   * A height and a width.
   *
   * @param height along the rows
   * @param width along the columns
   */
  public record Pair(long height, long width) {
    /** Both sides alike. */
    public static Pair of(long side) {
      return new Pair(side, side);
    }

    /** Side by side added. */
    public Pair plus(Pair other) {
      return new Pair(height + other.height, width + other.width);
    }

    /** Side by side multiplied. */
    public Pair times(Pair other) {
      return new Pair(height * other.height, width * other.width);
    }

    /** Side by side divided; the other's sides divide these. */
    public Pair dividedBy(Pair other) {
      return new Pair(height / other.height, width / other.width);
    }

    @Override
    public String toString() {
      return height + " x " + width;
    }

    /** As oneDNN takes it. */
    public long[] dims() {
      return new long[] {height, width};
    }

    /** As oneDNN counts dilation: 0 for a dense kernel. */
    public long[] dilates() {
      return new long[] {height - 1, width - 1};
    }
  }

  /** Whether this is a 1 x 1 kernel without padding. */
  public boolean seesOneCell() {
    return kernel.equals(Pair.of(1)) && before.equals(Pair.of(0)) && after.equals(Pair.of(0));
  }

  /** Whether this is a 1 x 1 kernel without padding that skips cells. */
  public boolean subsamples() {
    return seesOneCell() && !stride.equals(Pair.of(1));
  }

  /** The window that only picks every stride-th cell. */
  public static Window picking(Pair stride) {
    return new Window(Pair.of(1), stride, Pair.of(1), Pair.of(0), Pair.of(0));
  }

  /** The same kernel with more padding. */
  public Window padded(Pair above, Pair below) {
    return new Window(kernel, stride, dilation, before.plus(above), after.plus(below));
  }

  /** The same kernel moved by another step. */
  public Window withStride(Pair other) {
    return new Window(kernel, other, dilation, before, after);
  }
}
