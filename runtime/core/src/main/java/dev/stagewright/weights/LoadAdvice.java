package dev.stagewright.weights;

import dev.stagewright.errors.Printable;
import dev.stagewright.weights.Comparison.Pair;
import java.util.ArrayList;
import java.util.List;

/** What to do where a file and a graph do not agree. */
final class LoadAdvice {

  private static final int RENAMES = 3;

  private LoadAdvice() {}

  static String of(WeightFile file, Comparison comparison) {
    List<String> advice = new ArrayList<>();
    if (comparison.hasNothingInCommon() && !file.advice().isEmpty()) {
      advice.add(file.advice());
    }
    addRenames(advice, comparison);
    for (Pair pair : comparison.mismatched()) {
      if (comparison.isHead(pair)) {
        advice.add(classes(pair));
      }
    }
    if (!comparison.mismatched().stream().allMatch(comparison::isHead)) {
      advice.add(
          "Build the network with the file's sizes, or leave the mismatched layers as they are (LoadMode.SKIP_MISMATCH, --skip-mismatch)");
    }
    if (advice.isEmpty()) {
      advice.add(
          "Check that the file belongs to this network (\"stagewright weights inspect\" lists its layers); if only names differ, rename them (WeightFile.renamed, --rename FROM=TO)");
    }
    return String.join(". ", advice);
  }

  /** Names the file's layer for a missing one if only one has its shapes. */
  private static void addRenames(List<String> advice, Comparison comparison) {
    List<String> renames = new ArrayList<>();
    for (GraphLayer missing : comparison.missing()) {
      List<String> candidates = comparison.unusedThatFit(missing);
      if (candidates.size() == 1) {
        renames.add(Printable.of(candidates.get(0)) + "=" + Printable.of(missing.name()));
      }
    }
    if (!renames.isEmpty() && renames.size() <= RENAMES) {
      advice.add(
          "The shapes fit under another name: load with the renames %s (WeightFile.renamed, --rename)"
              .formatted(String.join(", ", renames)));
    }
  }

  private static String classes(Pair head) {
    String name = Printable.of(head.target().name());
    return "%s is the network's output: build it with as many classes as the file has, or without (includeTop=false), or give it a new head (LoadMode.NEW_HEAD; \"stagewright train\" does)"
        .formatted(name);
  }
}
