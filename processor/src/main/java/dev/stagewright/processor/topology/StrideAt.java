package dev.stagewright.processor.topology;

/** Which convolution of a block carries its stride; the constants are the annotations'. */
public enum StrideAt {
  /** The first. */
  FIRST(0),
  /** The second. */
  SECOND(1);

  private final int index;

  StrideAt(int index) {
    this.index = index;
  }

  /** The index of that convolution in the block's branch. */
  public int index() {
    return index;
  }
}
