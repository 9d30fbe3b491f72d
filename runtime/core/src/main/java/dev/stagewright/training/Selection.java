package dev.stagewright.training;

import java.util.List;
import java.util.Optional;

/**
 * What validations decide: when a run ends before its last epoch, and which epoch's parameters the
 * trained model has.
 *
 * @param measure what is looked at
 * @param patience how many epochs in a row without a better value end the run; 0 for never
 * @param keepBest whether the trained model has the parameters of the epoch with the best value,
 *     not of the last one; the optimizer's state is that of the last one
 */
public record Selection(Measure measure, int patience, boolean keepBest) {

  /** Every epoch is made, and the last one kept. */
  public static final Selection NONE = new Selection(Measure.LOSS, 0, false);

  /** What of a validation is looked at. */
  public enum Measure {
    /** The loss; less is better. */
    LOSS,
    /** The accuracy; more is better. */
    ACCURACY;

    boolean isBetter(ModelScore score, ModelScore than) {
      return this == LOSS ? score.loss() < than.loss() : score.accuracy() > than.accuracy();
    }
  }

  /** Checks the patience, else throws {@link TrainingException}. */
  public Selection {
    Hyperparameter.checkAtLeast("patience", 0, patience);
  }

  /**
   * Checks that a run has what is looked at.
   *
   * @throws TrainingException if there are no images for validation
   */
  void check(boolean validated) {
    if (!validated && !equals(NONE)) {
      throw Hyperparameter.usage(
          "selection: found early stopping or the best epoch asked for without images for"
              + " validation. Hold some out, or leave it out");
    }
  }

  /** The epoch with the best value, the first of several; empty without validation. */
  Optional<EpochReport> best(List<EpochReport> epochs) {
    EpochReport best = null;
    for (EpochReport epoch : epochs) {
      ModelScore score = epoch.validation();
      ModelScore before = best == null ? null : best.validation();
      if (score != null && (before == null || measure.isBetter(score, before))) {
        best = epoch;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether a score is better than those of all epochs before. */
  boolean isBest(ModelScore score, List<EpochReport> before) {
    ModelScore best = best(before).map(EpochReport::validation).orElse(null);
    return best == null || measure.isBetter(score, best);
  }

  /** Whether a run of these epochs ends. */
  boolean ends(List<EpochReport> epochs) {
    int best = best(epochs).map(EpochReport::epoch).orElse(0);
    return patience > 0 && epochs.size() - best >= patience;
  }
}
