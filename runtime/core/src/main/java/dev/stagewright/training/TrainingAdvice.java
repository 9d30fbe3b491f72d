package dev.stagewright.training;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.TargetSummary;
import dev.stagewright.errors.Printable;
import dev.stagewright.network.Normalization;
import dev.stagewright.tasks.Task;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** What somebody who trains a network for the first time would not know from its figures. */
final class TrainingAdvice {

  /**
   * A statistic of which an epoch leaves more than this of its start says little about a network.
   */
  private static final double LAGGING = 0.5;

  /** A momentum as PyTorch's, of Keras' kind. */
  private static final double QUICK = 0.9;

  /** A loss above this share of the first epoch's has not fallen. */
  private static final double FALLEN = 0.99;

  private static final int SHOWN_CLASSES = 5;

  private final TrainingState state;
  private final Task task;
  private final ImageSource images;
  private final @Nullable ImageSource validation;
  private @Nullable PredictedClasses predicted;

  TrainingAdvice(
      TrainingState state, Task task, ImageSource images, @Nullable ImageSource validation) {
    this.state = state;
    this.task = task;
    this.images = images;
    this.validation = validation;
  }

  /** What can be told before the first step. */
  List<String> atStart() {
    List<String> advice = new ArrayList<>();
    majority().ifPresent(advice::add);
    laggingStatistics().ifPresent(advice::add);
    return advice;
  }

  private Optional<String> majority() {
    if (task != Task.SINGLE_LABEL && task != Task.BINARY) {
      return Optional.empty();
    }
    ImageSource judged = validation == null ? images : validation;
    List<Double> counts = TargetSummary.counts(judged, task);
    int largest = counts.indexOf(Collections.max(counts));
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Always answering \"%s\" would be right for %.1f %% of the %s images",
            Printable.of(judged.labels().get(largest)),
            100 * counts.get(largest) / judged.size(),
            validation == null ? "training" : "validation"));
  }

  private Optional<String> laggingStatistics() {
    ComputationGraph graph = state.part().graph();
    int steps = (images.size() - 1) / state.plan().batchSize() + 1;
    if (state.plan().reestimateStatistics() > 0 || state.graph().getIterationCount() > 0) {
      return Optional.empty();
    }
    double momentum =
        Normalization.of(graph).stream().mapToDouble(Normalization::momentum).max().orElse(0);
    double left = Math.pow(momentum, steps);
    if (left <= LAGGING) {
      return Optional.empty();
    }
    double atEnd = Math.pow(left, state.plan().epochs());
    String declare =
        Math.pow(QUICK, steps) < LAGGING / 5 ? "Declare @Norm(momentum = 0.9), or h" : "H";
    return Optional.of(
        String.format(
            Locale.ROOT,
            "%d steps an epoch: with a momentum of %s, normalizations still predict with %.0f %% of"
                + " their start after the first epoch and %.0f %% after the last, so that"
                + " validation and predictions are worse than what was learned. %save the statistics re-estimated"
                + " (reestimateStatistics, --reestimate-statistics)",
            steps,
            momentum,
            100 * left,
            100 * atEnd,
            declare));
  }

  /**
   * What can be told of frozen layers.
   *
   * @param bytes that all features take; 0 if they cannot be kept
   * @param cache how many bytes there are for them
   */
  List<String> onFeatures(long bytes, long cache) {
    boolean again = state.plan().epochs() - state.history().size() > 1;
    return bytes <= cache || !again
        ? List.of()
        : List.of(
            String.format(
                Locale.ROOT,
                "Frozen layers are computed anew for every picture in every epoch; with --cache %dm"
                    + " (Loading.withCache) only once",
                (bytes >> 20) + 1));
  }

  /** Forgets what the validation before predicted; returns where the next one counts. */
  PredictedClasses validationBegins() {
    PredictedClasses counts = new PredictedClasses(task, images.labels().size());
    predicted = counts;
    return counts;
  }

  /** What the epochs have shown. */
  List<String> atEnd() {
    List<String> advice = new ArrayList<>();
    neverPredicted().ifPresent(advice::add);
    lossThatStays().ifPresent(advice::add);
    return advice;
  }

  private Optional<String> neverPredicted() {
    if (task != Task.SINGLE_LABEL || validation == null || predicted == null) {
      return Optional.empty();
    }
    long[] found = predicted.counts();
    List<Double> counts = TargetSummary.counts(validation, task);
    List<String> never =
        IntStream.range(0, found.length)
            .filter(label -> found[label] == 0 && counts.get(label) > 0)
            .mapToObj(
                label ->
                    String.format(
                        Locale.ROOT,
                        "%s (%.0f images)",
                        Printable.of(images.labels().get(label)),
                        counts.get(label)))
            .toList();
    if (never.isEmpty()) {
      return Optional.empty();
    }
    String more = never.size() > SHOWN_CLASSES ? ", ..." : "";
    return Optional.of(
        String.format(
            Locale.ROOT,
            "Never predicted: %d of %d classes: %s%s",
            never.size(),
            found.length,
            never.stream().limit(SHOWN_CLASSES).collect(Collectors.joining(", ")),
            more));
  }

  private Optional<String> lossThatStays() {
    List<EpochReport> history = state.history();
    if (history.size() < 2) {
      return Optional.empty();
    }
    double first = history.get(0).loss();
    double last = history.get(history.size() - 1).loss();
    if (last < FALLEN * first) {
      return Optional.empty();
    }
    return Optional.of(
        String.format(
            Locale.ROOT,
            "The loss has not fallen: %.4f in the first epoch, %.4f in the last. Try a learning"
                + " rate ten times higher or lower (now %s), and look at the images and their"
                + " labels",
            first,
            last,
            state.plan().optimizer().learningRate()));
  }
}
