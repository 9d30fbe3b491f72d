package dev.stagewright.onednn.internal.model;

import dev.stagewright.layers.StochasticDepth;
import java.util.Arrays;

/**
 * One factor for all of an image's values, drawn as without the engine.
 *
 * @param channels of the values: oneDNN is fast with a factor for each, not with one an image
 */
record DepthMask(StochasticDepth depth, long channels) implements Mask {

  @Override
  public Shape shape() {
    return Shape.vector(channels);
  }

  @Override
  public float[] factors(int iteration, int batch) {
    float[] drawn = depth.factors(batch, iteration);
    int row = Math.toIntExact(channels);
    float[] factors = new float[batch * row];
    for (int image = 0; image < batch; image++) {
      Arrays.fill(factors, image * row, (image + 1) * row, drawn[image]);
    }
    return factors;
  }
}
