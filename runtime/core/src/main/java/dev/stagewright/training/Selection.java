package dev.stagewright.training;

import dev.stagewright.tasks.MetricNames;
import dev.stagewright.tasks.Task;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What validations decide: when a run ends before its last epoch, and which epoch's parameters the
 * trained model has.
 *
 * @param metric what is looked at: {@code loss}, or a metric of the task by its name in {@link
 *     Evaluation#metrics}, such as {@code accuracy} or {@code macro_f1}. Which way is better
 *     follows from it
 * @param patience how many epochs in a row without a better value end the run; 0 for never
 * @param keepBest whether the trained model has the parameters of the epoch with the best value,
 *     not of the last one; the optimizer's state is that of the last one
 */
public record Selection(String metric, int patience, boolean keepBest) {

  /** The validation's loss, as the name of a metric. */
  public static final String LOSS = "loss";

  /** The share of images that are right, as the name of a metric. */
  public static final String ACCURACY = "accuracy";

  /** Every epoch is made, and the last one kept. */
  public static final Selection NONE = new Selection(LOSS, 0, false);

  /** Checks the patience, else throws {@link TrainingException}. */
  public Selection {
    Hyperparameter.checkAtLeast("patience", 0, patience);
  }

  /**
   * Checks that a run has what is looked at.
   *
   * @throws TrainingException if there are no images for validation, or the task has no such metric
   */
  void check(boolean validated, Task task) {
    if (equals(NONE)) {
      return;
    }
    if (!validated) {
      throw Hyperparameter.usage(
          "selection: found early stopping or the best epoch asked for without images for"
              + " validation. Hold some out, or leave it out");
    }
    List<String> known = Stream.concat(Stream.of(LOSS), MetricNames.of(task).stream()).toList();
    if (!known.contains(metric)) {
      throw Hyperparameter.usage(
          "selection: found the metric \"%s\"; the task %s has %s"
              .formatted(metric, task, String.join(", ", known)));
    }
  }

  /** Whether every output of a validation is needed, not only its sums. */
  boolean needsOutputs() {
    return !metric.equals(LOSS) && !metric.equals(ACCURACY);
  }

  /** Whether a value is better than another; what is not defined is worse than anything. */
  private boolean isBetter(ModelScore score, ModelScore than) {
    double value = score.value(metric);
    double before = than.value(metric);
    if (Double.isNaN(before)) {
      return !Double.isNaN(value);
    }
    return MetricNames.isLessBetter(metric) ? value < before : value > before;
  }

  /** The epoch with the best value, the first of several; empty without validation. */
  Optional<EpochReport> best(List<EpochReport> epochs) {
    EpochReport best = null;
    for (EpochReport epoch : epochs) {
      ModelScore score = epoch.validation();
      ModelScore before = best == null ? null : best.validation();
      if (score != null && (before == null || isBetter(score, before))) {
        best = epoch;
      }
    }
    return Optional.ofNullable(best);
  }

  /** Whether a score is better than those of all epochs before. */
  boolean isBest(ModelScore score, List<EpochReport> before) {
    ModelScore best = best(before).map(EpochReport::validation).orElse(null);
    return best == null || isBetter(score, best);
  }

  /** Whether a run of these epochs ends. */
  boolean ends(List<EpochReport> epochs) {
    int best = best(epochs).map(EpochReport::epoch).orElse(0);
    return patience > 0 && epochs.size() - best >= patience;
  }
}
