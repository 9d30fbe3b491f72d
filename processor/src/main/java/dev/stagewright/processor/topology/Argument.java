package dev.stagewright.processor.topology;

import java.util.Locale;

/** The numbers in which blocks of one kind differ. */
public enum Argument {
  /** The channels of the branch's first convolution. */
  F1,
  /** Of the second. */
  F2,
  /** Of the third. */
  F3,
  /** The side of the convolutions that are not 1 x 1. */
  KERNEL,
  /** In how many groups those divide their channels. */
  GROUPS,
  /** The step between the cells that those read. */
  DILATION,
  /** The stride of the block. */
  STRIDE,
  /** How often the branch is left out. */
  DROP;

  /** The channels of one of the branch's convolutions, from 0. */
  static Argument filters(int index) {
    return values()[index];
  }

  /** The name in code. */
  public String variable() {
    return name().toLowerCase(Locale.ROOT);
  }
}
