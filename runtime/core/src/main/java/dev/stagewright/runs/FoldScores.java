package dev.stagewright.runs;

import dev.stagewright.training.Evaluation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How well the models of a cross-validation do, each on the fold that it was not trained on.
 *
 * @param folds evaluations by fold, from 0, those that are done
 */
public record FoldScores(SortedMap<Integer, Evaluation> folds) {

  /** The name of the loss among the metrics. */
  static final String LOSS = "loss";

  /** Copies the map. */
  public FoldScores {
    folds = Collections.unmodifiableSortedMap(new TreeMap<>(folds));
  }

  /** The same with one more fold. */
  FoldScores with(int fold, Evaluation evaluation) {
    SortedMap<Integer, Evaluation> more = new TreeMap<>(folds);
    more.put(fold, evaluation);
    return new FoldScores(more);
  }

  /**
   * What was measured.
   *
   * @return the loss, and the metrics of the task in the order to show
   */
  public List<String> names() {
    List<String> names = new ArrayList<>(List.of(LOSS));
    folds.values().stream().limit(1).forEach(first -> names.addAll(first.metrics().keySet()));
    return List.copyOf(names);
  }

  /**
   * The values of a metric.
   *
   * @param name one of {@link #names}
   * @return one for each fold that is done, in their order; NaN where it is not defined
   */
  public List<Double> values(String name) {
    return folds.values().stream()
        .map(
            each -> name.equals(LOSS) ? each.loss() : each.metrics().getOrDefault(name, Double.NaN))
        .toList();
  }

  /**
   * The mean over the folds.
   *
   * @param name one of {@link #names}
   * @return NaN if it is not defined in one of them
   */
  public double mean(String name) {
    return values(name).stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /**
   * How far folds differ: the standard deviation of the sample, with n - 1.
   *
   * @param name one of {@link #names}
   * @return NaN for a single fold, or if the metric is not defined in one of them
   */
  public double deviation(String name) {
    List<Double> values = values(name);
    double mean = mean(name);
    double squares = values.stream().mapToDouble(value -> (value - mean) * (value - mean)).sum();
    return values.size() < 2 ? Double.NaN : Math.sqrt(squares / (values.size() - 1));
  }

  /** Mean and deviation of every metric, a line each. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (String name : names()) {
      text.append(String.format(Locale.ROOT, "%s %s +- %s%n", name, mean(name), deviation(name)));
    }
    return text.toString();
  }
}
