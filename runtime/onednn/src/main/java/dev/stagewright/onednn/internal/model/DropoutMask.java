package dev.stagewright.onednn.internal.model;

import java.util.SplittableRandom;

/**
 * Inverted dropout: each value is kept with a probability and then divided by it.
 *
 * @param shape of the values
 * @param keep the probability, above 0; 1 changes nothing
 * @param seed the network's and the layer's
 */
record DropoutMask(Shape shape, double keep, long seed) implements Mask {

  @Override
  public float[] factors(int iteration, int batch) {
    // Seeds that differ by little start unlike sequences: the generator mixes its state.
    SplittableRandom random =
        new SplittableRandom(new SplittableRandom(seed).nextLong() + iteration);
    float[] factors = new float[Math.toIntExact(batch * shape.length())];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = random.nextDouble() < keep ? (float) (1 / keep) : 0;
    }
    return factors;
  }
}
