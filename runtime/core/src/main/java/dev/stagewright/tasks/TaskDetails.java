package dev.stagewright.tasks;

import dev.stagewright.metrics.Bootstrap;
import dev.stagewright.metrics.ClassScore;
import dev.stagewright.metrics.Interval;
import dev.stagewright.metrics.ReliabilityDiagram;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What stands beside metrics.
 *
 * @param intervals of the metrics, by name; empty if none were asked for
 * @param baseline metrics of a model that has not looked at the pictures: it tells the mean of the
 *     targets every time, that is the classes' shares, so that the majority's class is the most
 *     probable one
 * @param confusion how often each class, by row, was taken for each, by column; empty for several
 *     labels and regression
 * @param classes how well each class or label is recognized, in their order; empty for regression
 * @param reliability of the probability of the class that was named, of yes, or of every label; no
 *     bins for regression
 */
public record TaskDetails(
    Map<String, Interval> intervals,
    Map<String, Double> baseline,
    List<List<Long>> confusion,
    List<ClassScore> classes,
    ReliabilityDiagram reliability) {

  /** Copies the maps and lists, keeping their order. */
  public TaskDetails {
    intervals = Collections.unmodifiableMap(new LinkedHashMap<>(intervals));
    baseline = Collections.unmodifiableMap(new LinkedHashMap<>(baseline));
    confusion = List.copyOf(confusion);
    classes = List.copyOf(classes);
  }

  /**
   * Looks at predictions.
   *
   * @param coding of the model
   * @param values [images, outputs], what {@link TaskCoding#values} gives
   * @param targets [images, outputs], in their own units
   * @param options what metrics leave open
   * @param resamples for the intervals, 0 for none
   * @param seed of the resamples
   * @return the details
   */
  public static TaskDetails of(
      TaskCoding coding,
      double[][] values,
      double[][] targets,
      MetricOptions options,
      int resamples,
      long seed) {
    var bootstrap = new Bootstrap(values.length, resamples, seed);
    Map<String, Interval> intervals =
        bootstrap.intervals(
            drawn -> coding.metrics(rows(values, drawn), rows(targets, drawn), options));
    double[][] same = Collections.nCopies(values.length, mean(targets)).toArray(double[][]::new);
    TaskCoding untuned = TaskCoding.of(coding.task(), targets[0].length);
    Map<String, Double> baseline = untuned.metrics(same, targets, options);
    Task task = coding.task();
    if (task == Task.REGRESSION) {
      return new TaskDetails(
          intervals, baseline, List.of(), List.of(), new ReliabilityDiagram(List.of()));
    }
    ReliabilityDiagram reliability = TaskMetrics.reliability(task, values, targets);
    if (task == Task.MULTI_LABEL) {
      return new TaskDetails(
          intervals, baseline, List.of(), labels(coding, values, targets), reliability);
    }
    long[][] confusion = confusion(coding, values, targets);
    return new TaskDetails(
        intervals,
        baseline,
        Arrays.stream(confusion).map(row -> Arrays.stream(row).boxed().toList()).toList(),
        ClassScore.of(confusion),
        reliability);
  }

  private static double[][] rows(double[][] all, int[] drawn) {
    return IntStream.of(drawn).mapToObj(i -> all[i]).toArray(double[][]::new);
  }

  private static double[] mean(double[][] rows) {
    return IntStream.range(0, rows[0].length)
        .mapToDouble(i -> Arrays.stream(rows).mapToDouble(row -> row[i]).average().orElseThrow())
        .toArray();
  }

  private static long[][] confusion(TaskCoding coding, double[][] values, double[][] targets) {
    int classes = coding.task().labels(targets[0].length);
    TaskCoding truth = TaskCoding.of(coding.task(), targets[0].length);
    long[][] counts = new long[classes][classes];
    for (int i = 0; i < values.length; i++) {
      counts[named(truth, targets[i])][named(coding, values[i])]++;
    }
    return counts;
  }

  private static int named(TaskCoding coding, double[] values) {
    if (coding.task() == Task.BINARY) {
      return coding.applies(0, values[0]) ? 1 : 0;
    }
    return TaskMetrics.largest(values);
  }

  private static List<ClassScore> labels(TaskCoding coding, double[][] values, double[][] targets) {
    boolean[][] truth = TaskMetrics.applying(targets);
    return IntStream.range(0, targets[0].length)
        .mapToObj(
            label -> {
              int[] counts = new int[4];
              for (int i = 0; i < values.length; i++) {
                boolean said = coding.applies(label, values[i][label]);
                counts[(truth[i][label] ? 2 : 0) + (said ? 1 : 0)]++;
              }
              return ClassScore.of(counts[3], counts[1], counts[2]);
            })
        .toList();
  }
}
