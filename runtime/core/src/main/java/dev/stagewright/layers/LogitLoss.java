package dev.stagewright.layers;

import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossUtil;
import org.nd4j.shade.jackson.databind.annotation.JsonSerialize;

/**
 * A loss that is computed from logits, what the activation function of an output layer gets, in
 * double precision and without clipping: a confident error trains. Targets are [examples, outputs]
 * and may lie between classes.
 *
 * <p>In a file {@link #stock} stands in its place, so that Deeplearning4j opens it without our
 * classes.
 */
@JsonSerialize(using = StockForm.class)
public interface LogitLoss extends ILossFunction {

  /**
   * Deeplearning4j's nearest loss.
   *
   * @return what files hold
   */
  ILossFunction stock();

  /**
   * The only activation function that the loss is for.
   *
   * @return its class
   */
  Class<? extends IActivation> activation();

  /**
   * Computes one example.
   *
   * @param logits of all outputs
   * @param targets of all outputs
   * @param losses gets every output's part of the loss
   * @param gradient gets the derivative of the loss by every logit
   */
  void compute(double[] logits, double[] targets, double[] losses, double[] gradient);

  /**
   * Logits that give the same outputs, where only outputs are known.
   *
   * @param outputs of one example, behind the activation function; overwritten
   */
  void invert(double[] outputs);

  @Override
  default double computeScore(
      INDArray labels,
      INDArray preOutput,
      IActivation function,
      @Nullable INDArray mask,
      boolean average) {
    double sum = computed(labels, preOutput, function, mask)[0].sumNumber().doubleValue();
    return average ? sum / labels.size(0) : sum;
  }

  @Override
  default INDArray computeScoreArray(
      INDArray labels, INDArray preOutput, IActivation function, @Nullable INDArray mask) {
    return computed(labels, preOutput, function, mask)[0].sum(true, 1).castTo(preOutput.dataType());
  }

  @Override
  default INDArray computeGradient(
      INDArray labels, INDArray preOutput, IActivation function, @Nullable INDArray mask) {
    if (function.getClass() != activation()) {
      throw new IllegalArgumentException(
          "%s trains layers with the activation %s; found %s"
              .formatted(getClass().getSimpleName(), activation().getSimpleName(), function));
    }
    return computed(labels, preOutput, function, mask)[1].castTo(preOutput.dataType());
  }

  @Override
  default Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels,
      INDArray preOutput,
      IActivation function,
      @Nullable INDArray mask,
      boolean average) {
    return new Pair<>(
        computeScore(labels, preOutput, function, mask, average),
        computeGradient(labels, preOutput, function, mask));
  }

  @Override
  default String name() {
    return toString();
  }

  /** Losses and gradient, [examples, outputs] each, in double precision. */
  private INDArray[] computed(
      INDArray labels, INDArray preOutput, IActivation function, @Nullable INDArray mask) {
    if (!labels.equalShapes(preOutput)) {
      throw new IllegalArgumentException(
          "labels have the shape %s, outputs %s"
              .formatted(labels.shapeInfoToString(), preOutput.shapeInfoToString()));
    }
    double[][] targets = rows(labels);
    double[][] logits = rows(preOutput);
    double[][] losses = new double[logits.length][logits[0].length];
    double[][] gradient = new double[logits.length][logits[0].length];
    for (int i = 0; i < logits.length; i++) {
      if (function.getClass() != activation()) { // a score of predictions
        invert(logits[i]);
      }
      compute(logits[i], targets[i], losses[i], gradient[i]);
    }
    INDArray[] both = {Nd4j.createFromArray(losses), Nd4j.createFromArray(gradient)};
    if (mask != null) {
      LossUtil.applyMask(both[0], mask);
      LossUtil.applyMask(both[1], mask);
    }
    return both;
  }

  private static double[][] rows(INDArray array) {
    return array.castTo(DataType.DOUBLE).toDoubleMatrix();
  }
}
