package dev.stagewright.layers;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.gradient.EluBp;
import org.nd4j.linalg.api.ops.impl.transforms.strict.ELU;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * ELU whose gradient knows alpha: {@code ActivationELU} of Deeplearning4j 1.0.0-M2.1 computes its
 * gradient for alpha 1 whatever alpha is.
 */
public final class Elu extends BaseActivationFunction {

  private final double alpha;

  /**
   * Makes the function.
   *
   * @param alpha the negative of the limit for x towards minus infinity; above 0
   */
  public Elu(@JsonProperty("alpha") double alpha) {
    this.alpha = alpha;
  }

  /**
   * The negative of the limit for x towards minus infinity.
   *
   * @return alpha
   */
  public double alpha() {
    return alpha;
  }

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    return Nd4j.exec(new ELU(in, in, alpha))[0];
  }

  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    assertShape(in, epsilon);
    Nd4j.exec(new EluBp(in, epsilon, in, alpha));
    return new Pair<>(in, null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Elu elu && elu.alpha == alpha;
  }

  @Override
  public int hashCode() {
    return Double.hashCode(alpha);
  }

  @Override
  public String toString() {
    return "elu(alpha=" + alpha + ")";
  }
}
