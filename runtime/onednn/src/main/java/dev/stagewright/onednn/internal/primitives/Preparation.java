package dev.stagewright.onednn.internal.primitives;

import dev.stagewright.onednn.internal.plan.Tensor;
import org.jspecify.annotations.Nullable;

/** Turns a convolution's parameters into what its primitives read. */
public interface Preparation {

  /**
   * Adds the steps.
   *
   * @param kernel in Deeplearning4j's layout, [out, in, height, width]
   * @param bias [out], or null
   */
  void add(Tensor kernel, @Nullable Tensor bias);
}
