package dev.stagewright.onednn.internal.model;

import dev.stagewright.layers.StochasticDepth;

/** One factor for all of an image's values, drawn as without the engine. */
record DepthMask(StochasticDepth depth) implements Mask {

  @Override
  public Shape shape() {
    return Shape.vector(1);
  }

  @Override
  public float[] factors(int iteration, int batch) {
    return depth.factors(batch, iteration);
  }
}
