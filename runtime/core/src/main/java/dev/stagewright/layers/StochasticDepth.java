package dev.stagewright.layers;

import java.util.Objects;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Broadcast;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * Leaves the whole branch of a picture out at times, in training, and divides what stays by the
 * share of pictures that keep it (Huang et al. 2016; timm's {@code DropPath}). Which pictures lose
 * it follows from seed, layer and iteration alone, so that a run that goes on draws what it would
 * have drawn.
 */
public final class StochasticDepth implements IDropout {

  private static final long serialVersionUID = 1;

  /** Far from small numbers, so that (seed, step) and (seed + 1, step - 1) are apart. */
  private static final long BETWEEN = 0x9E3779B97F4A7C15L;

  @JsonProperty private final double rate;
  @JsonProperty private final long seed;
  @JsonProperty private final String layer;

  /**
   * A branch that is left out.
   *
   * @param rate how often: from 0, which changes nothing, to below 1
   * @param seed of the draws
   * @param layer a name that tells the draws of layers apart
   */
  public StochasticDepth(
      @JsonProperty("rate") double rate,
      @JsonProperty("seed") long seed,
      @JsonProperty("layer") String layer) {
    if (!(rate >= 0 && rate < 1)) {
      throw new IllegalArgumentException("rate is " + rate + "; it must be from 0 to below 1");
    }
    this.rate = rate;
    this.seed = seed;
    this.layer = Objects.requireNonNull(layer);
  }

  /**
   * How often a branch is left out.
   *
   * @return from 0 to below 1
   */
  public double rate() {
    return rate;
  }

  /**
   * What a step multiplies the branches with.
   *
   * @param pictures of the batch
   * @param iteration the step, from 0
   * @return for every picture 0 or 1 / (1 - rate)
   */
  public float[] factors(int pictures, int iteration) {
    SplittableRandom random =
        new SplittableRandom(seed + BETWEEN * (iteration + 1L) ^ layer.hashCode() * BETWEEN);
    float[] factors = new float[pictures];
    for (int i = 0; i < pictures; i++) {
      factors[i] = random.nextDouble() < rate ? 0 : (float) (1 / (1 - rate));
    }
    return factors;
  }

  private INDArray times(INDArray map, INDArray result, int iteration) {
    if (rate == 0) {
      return result == map ? result : result.assign(map);
    }
    float[] factors = factors((int) map.size(0), iteration);
    INDArray vector = Nd4j.createFromArray(factors).castTo(map.dataType());
    return Broadcast.mul(map, vector, result, 0);
  }

  @Override
  public INDArray applyDropout(
      INDArray input, INDArray result, int iteration, int epoch, LayerWorkspaceMgr workspaces) {
    return times(input, result, iteration);
  }

  @Override
  public INDArray backprop(INDArray epsilon, INDArray result, int iteration, int epoch) {
    return times(epsilon, result, iteration);
  }

  @Override
  public void clear() {
    // Nothing is kept between the passes.
  }

  @Override
  public IDropout clone() {
    return new StochasticDepth(rate, seed, layer);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StochasticDepth depth
        && depth.rate == rate
        && depth.seed == seed
        && depth.layer.equals(layer);
  }

  @Override
  public int hashCode() {
    return Objects.hash(rate, seed, layer);
  }

  @Override
  public String toString() {
    return "StochasticDepth(rate=" + rate + ", seed=" + seed + ", layer=" + layer + ")";
  }
}
