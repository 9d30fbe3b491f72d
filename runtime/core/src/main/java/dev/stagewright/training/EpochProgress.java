package dev.stagewright.training;

import java.util.OptionalInt;

/**
 * How far an epoch has come.
 *
 * @param batches how many steps were made
 * @param images how many images they had; the next step begins behind them in the epoch's order
 * @param lastLoss the last batch's loss, penalties included
 * @param lossSum of the images' losses, penalties included
 * @param correct how many images' highest output was right
 * @param accuracyKnown whether that could be told of all
 */
public record EpochProgress(
    int batches, int images, double lastLoss, double lossSum, int correct, boolean accuracyKnown) {

  /** Before the first step. */
  static final EpochProgress NONE = new EpochProgress(0, 0, 0, 0, 0, true);

  EpochProgress plus(double loss, OptionalInt correctInBatch, int imagesInBatch) {
    return new EpochProgress(
        batches + 1,
        images + imagesInBatch,
        loss,
        lossSum + loss * imagesInBatch,
        correct + correctInBatch.orElse(0),
        accuracyKnown && correctInBatch.isPresent());
  }

  /**
   * The mean loss.
   *
   * @return penalties included; NaN before the first step
   */
  public double loss() {
    return lossSum / images;
  }

  /**
   * The mean accuracy.
   *
   * @return from 0 to 1; NaN if unknown
   */
  public double accuracy() {
    return accuracyKnown ? (double) correct / images : Double.NaN;
  }
}
