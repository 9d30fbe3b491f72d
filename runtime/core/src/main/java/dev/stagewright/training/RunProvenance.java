package dev.stagewright.training;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.SkippedImages;
import dev.stagewright.model.Provenance;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a model remembers of the run that trained it.
 *
 * @param state where the run has come to
 * @param settings that were noted
 * @param before of the model that the run went on with; null for a new one
 */
record RunProvenance(
    TrainingState state, Map<String, String> settings, @Nullable Provenance before) {

  /**
   * What is to be remembered now.
   *
   * @param digests of the images by their use
   */
  Provenance of(ImageSource images, @Nullable ImageSource validation, Map<String, String> digests) {
    String data = images.description();
    if (validation != null) {
      data += "; validation on " + validation.description();
    }
    Map<String, String> all = new LinkedHashMap<>(settings);
    all.putAll(state.plan().describe());
    digests.forEach((use, digest) -> all.put(use + "Digest", digest));
    Map<String, String> results = new LinkedHashMap<>();
    if (!state.history().isEmpty()) {
      EpochReport last = state.history().get(state.history().size() - 1);
      results.put("loss", Double.toString(last.loss()));
      putIfKnown(results, "accuracy", last.accuracy());
      ModelScore score = last.validation();
      if (score != null) {
        results.put("validationLoss", Double.toString(score.loss()));
        putIfKnown(results, "validationAccuracy", score.accuracy());
      }
    }
    if (state.isDone() && state.history().size() < state.plan().epochs()) {
      results.put("endedEarly", "after epoch " + state.history().size());
    }
    if (state.plan().length().isTimed()) {
      results.put("seconds", String.format(Locale.ROOT, "%.1f", state.timeSpent().seconds()));
    }
    if (state.isDone() && state.plan().selection().keepBest()) {
      state
          .plan()
          .selection()
          .best(state.history())
          .ifPresent(best -> results.put("keptEpoch", String.valueOf(best.epoch())));
    }
    SkippedImages skipped = state.skipped();
    if (skipped != null) {
      results.put("skippedImages", String.valueOf(skipped.all().size()));
      results.put("skipped", skipped.paths());
    }
    if (!state.isDone()) {
      results.put(
          "stopped",
          String.format(
              Locale.ROOT,
              "in epoch %d after %d images",
              state.epoch(),
              state.progress().images()));
    }
    return Provenance.now(state.graph(), data, all, results, before);
  }

  private static void putIfKnown(Map<String, String> results, String name, double value) {
    if (!Double.isNaN(value)) {
      results.put(name, Double.toString(value));
    }
  }
}
