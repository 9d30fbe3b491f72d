package dev.stagewright.report.run;

import java.util.List;

/**
 * What was measured after every epoch.
 *
 * @param epochs ascending, from 1
 * @param steps how many steps the run had made by then; the epochs themselves where nobody counted
 * @param seconds how long the run had taken by then; 0 where nobody measured
 * @param all in the order of the file, as long as {@code epochs}
 */
public record Curves(
    List<Integer> epochs, List<Long> steps, List<Double> seconds, List<Curve> all) {

  /** Copies the lists. */
  public Curves {
    epochs = List.copyOf(epochs);
    steps = List.copyOf(steps);
    seconds = List.copyOf(seconds);
    all = List.copyOf(all);
  }
}
