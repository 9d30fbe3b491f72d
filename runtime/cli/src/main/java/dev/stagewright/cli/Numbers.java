package dev.stagewright.cli;

import java.util.List;
import java.util.Locale;

/** Numbers as the commands print them, the same in every country. */
final class Numbers {

  private Numbers() {}

  /** For example 25,636,712. */
  static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** For example 7.66 for 7,660,000,000. */
  static String billions(long number) {
    return String.format(Locale.ROOT, number < 10_000_000 ? "%.4f" : "%.2f", number / 1e9);
  }

  /** The middle one, or the mean of the two in the middle. */
  static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return (sorted.get((sorted.size() - 1) / 2) + sorted.get(sorted.size() / 2)) / 2;
  }

  /** The least value that so many percent of them do not exceed. */
  static double percentile(int percent, List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    return sorted.get((int) Math.ceil(percent / 100.0 * sorted.size()) - 1);
  }

  /** For example 93.1 %. */
  static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
