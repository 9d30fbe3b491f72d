package dev.stagewright.engine;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * An engine's plan, for people.
 *
 * @param steps in order
 * @param memory bytes of the arena that all activations, gradients and reordered weights share
 */
public record PlanDescription(List<PlanStep> steps, long memory) {

  /** Copies the list. */
  public PlanDescription {
    steps = List.copyOf(steps);
  }

  /** The sum of the steps' times in milliseconds; 0 if they were not timed. */
  public double milliseconds() {
    return steps.stream()
        .map(PlanStep::milliseconds)
        .filter(Objects::nonNull)
        .mapToDouble(Double::doubleValue)
        .sum();
  }

  /** A table with a line a step; with times and their shares if they were taken. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    double all = milliseconds();
    text.append(
        String.format(
            Locale.ROOT,
            "%-28s %-18s %-29s %-20s %-12s %9s%s%n",
            "layer",
            "primitive",
            "implementation",
            "layout",
            "fused",
            "MB",
            all > 0 ? "        ms  share" : ""));
    for (PlanStep step : steps) {
      text.append(
          String.format(
              Locale.ROOT,
              "%-28s %-18s %-29s %-20s %-12s %9.2f",
              step.layer(),
              step.primitive(),
              step.implementation(),
              step.layout(),
              step.fused(),
              step.bytes() / 1e6));
      Double time = step.milliseconds();
      if (time != null) {
        text.append(String.format(Locale.ROOT, "  %8.3f %5.1f%%", time, 100 * time / all));
      }
      text.append(System.lineSeparator());
    }
    text.append(String.format(Locale.ROOT, "%d steps, memory %.1f MB", steps.size(), memory / 1e6));
    if (all > 0) {
      text.append(String.format(Locale.ROOT, ", %.2f ms", all));
    }
    return text.append(System.lineSeparator()).toString();
  }
}
