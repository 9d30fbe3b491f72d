package dev.stagewright.networks.parity;

import dev.stagewright.training.Optimizer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.GradientUpdater;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.ops.transforms.Transforms;

/** The updates themselves, on made gradients, against the formulas of Keras 2's optimizers. */
class UpdaterParityTest {

  private static final int STEPS = 20;
  private static final Tolerance TOLERANCE = new Tolerance(1e-7, 1e-6);

  @Test
  void nesterov() {
    INDArray weights = weights();
    INDArray keras = weights.castTo(DataType.DOUBLE);
    INDArray velocity = keras.like();
    GradientUpdater<?> updater = updater(Optimizer.nesterov(0.02, 0.9).toDl4j(), weights);

    for (int step = 0; step < STEPS; step++) {
      INDArray gradient = gradient(step);
      INDArray rated = gradient.castTo(DataType.DOUBLE).mul(0.02);
      velocity.muli(0.9).subi(rated);
      keras.addi(velocity.mul(0.9)).subi(rated);
      updater.applyUpdater(gradient, step, 0);
      weights.subi(gradient);
    }

    TOLERANCE.check("weights", weights, keras);
  }

  @Test
  void adam() {
    INDArray weights = weights();
    INDArray keras = weights.castTo(DataType.DOUBLE);
    INDArray mean = keras.like();
    INDArray variance = keras.like();
    GradientUpdater<?> updater = updater(Optimizer.adam(1e-3).toDl4j(), weights);

    for (int step = 0; step < STEPS; step++) {
      INDArray gradient = gradient(step);
      INDArray exact = gradient.castTo(DataType.DOUBLE);
      mean.muli(0.9).addi(exact.mul(0.1));
      variance.muli(0.999).addi(exact.mul(exact).mul(0.001));
      double rate = 1e-3 * Math.sqrt(1 - Math.pow(0.999, step + 1)) / (1 - Math.pow(0.9, step + 1));
      keras.subi(mean.mul(rate).div(Transforms.sqrt(variance, true).add(1e-7)));
      updater.applyUpdater(gradient, step, 0);
      weights.subi(gradient);
    }

    TOLERANCE.check("weights", weights, keras);
  }

  private static INDArray weights() {
    return KerasNoise.noise("weights", 1, 1000);
  }

  /** Gradients of very different sizes, down to where Adam's epsilon matters. */
  private static INDArray gradient(int step) {
    INDArray scale = Transforms.pow(KerasNoise.noise("scale", 1, 1000).muli(2), 9, false);
    return KerasNoise.noise("gradient" + step, 1, 1000).muli(scale);
  }

  private static GradientUpdater<?> updater(IUpdater updater, INDArray weights) {
    INDArray state = Nd4j.zeros(1, updater.stateSize(weights.length()));
    return updater.instantiate(state, true);
  }
}
