package dev.stagewright.onednn.plan;

import org.jspecify.annotations.Nullable;

/** Turns a convolution's parameters into what its primitives read. */
interface Preparation {

  /**
   * Adds the steps.
   *
   * @param kernel in Deeplearning4j's layout, [out, in, height, width]
   * @param bias [out], or null
   */
  void add(Tensor kernel, @Nullable Tensor bias);
}
