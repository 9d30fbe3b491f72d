package dev.stagewright.training;

import java.util.OptionalInt;

/**
 * How far an epoch has come.
 *
 * @param batches how many steps were made
 * @param images how many images of the epoch's order are behind; the next step begins there
 * @param skipped how many of these could not be read and were left out
 * @param lastLoss the last batch's loss, penalties included
 * @param lossSum of the images' losses, penalties included
 * @param correct how many images' highest output was right
 * @param accuracyKnown whether that could be told of all
 */
public record EpochProgress(
    int batches,
    int images,
    int skipped,
    double lastLoss,
    double lossSum,
    int correct,
    boolean accuracyKnown) {

  /** Before the first step. */
  static final EpochProgress NONE = new EpochProgress(0, 0, 0, 0, 0, 0, true);

  /**
   * Behind one more step.
   *
   * @param imagesInBatch that were computed
   * @param place how many images of the epoch's order are behind now
   */
  EpochProgress plus(double loss, OptionalInt correctInBatch, int imagesInBatch, int place) {
    return new EpochProgress(
        batches + 1,
        place,
        skipped + place - images - imagesInBatch,
        loss,
        lossSum + loss * imagesInBatch,
        correct + correctInBatch.orElse(0),
        accuracyKnown && correctInBatch.isPresent());
  }

  /** Behind images that could all not be read. */
  EpochProgress skippedTo(int place) {
    return new EpochProgress(
        batches, place, skipped + place - images, lastLoss, lossSum, correct, accuracyKnown);
  }

  /**
   * The mean loss.
   *
   * @return penalties included; NaN before the first step
   */
  public double loss() {
    return lossSum / (images - skipped);
  }

  /**
   * The mean accuracy.
   *
   * @return from 0 to 1; NaN if unknown
   */
  public double accuracy() {
    return accuracyKnown ? (double) correct / (images - skipped) : Double.NaN;
  }
}
