package dev.stagewright.layers;

import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.BaseActivationFunction;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * x * min(max(x + 3, 0), 6) / 6, as PyTorch's {@code hardswish}: Deeplearning4j has none, and its
 * hard sigmoid has another slope.
 */
public final class HardSwish extends BaseActivationFunction {

  @Override
  public INDArray getActivation(INDArray in, boolean training) {
    INDArray gate = Transforms.max(Transforms.min(in.add(3), 6), 0).divi(6);
    return in.muli(gate);
  }

  /** The slope is 0 below -3, 1 above 3 and (2 x + 3) / 6 between. */
  @Override
  public Pair<INDArray, INDArray> backprop(INDArray in, INDArray epsilon) {
    assertShape(in, epsilon);
    INDArray slope = in.mul(2).addi(3).divi(6);
    INDArray below = in.lt(-3).castTo(in.dataType());
    INDArray above = in.gt(3).castTo(in.dataType());
    INDArray between = below.add(above).rsubi(1);
    slope.muli(between).addi(above);
    return new Pair<>(slope.muli(epsilon), null);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HardSwish;
  }

  @Override
  public int hashCode() {
    return HardSwish.class.hashCode();
  }

  @Override
  public String toString() {
    return "hardswish";
  }
}
