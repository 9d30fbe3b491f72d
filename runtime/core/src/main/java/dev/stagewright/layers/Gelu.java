package dev.stagewright.layers;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Erf;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * GELU in its exact form, x * (1 + erf(x / sqrt(2))) / 2, after Hendrycks and Gimpel, "Gaussian
 * Error Linear Units", 2016.
 */
public final class Gelu extends BaseActivationFunction {

  /** Makes the function. */
  public Gelu() {}

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    return in.muli(normalCdf(in));
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    assertShape(in, epsilon);
    // d/dx x·Φ(x) = Φ(x) + x·φ(x), φ(x) = exp(-x²/2) / sqrt(2π)
    INDArray density = Transforms.exp(in.mul(in).muli(-0.5), false).divi(Math.sqrt(2 * Math.PI));
    INDArray derivative = normalCdf(in).addi(density.muli(in));
    return new Pair<>(derivative.muli(epsilon), null);
  }

  private static INDArray normalCdf(INDArray x) {
    INDArray scaled = x.div(Math.sqrt(2));
    Nd4j.getExecutioner().exec(new Erf(scaled, scaled));
    return scaled.addi(1).divi(2);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Gelu;
  }

  @Override
  public int hashCode() {
    return Gelu.class.hashCode();
  }

  @Override
  public String toString() {
    return "gelu";
  }
}
