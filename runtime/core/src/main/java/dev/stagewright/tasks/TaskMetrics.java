package dev.stagewright.tasks;

import dev.stagewright.metrics.ClassProbabilities;
import dev.stagewright.metrics.ConfusionMatrix;
import dev.stagewright.metrics.LabelMetrics;
import dev.stagewright.metrics.RegressionErrors;
import dev.stagewright.metrics.ReliabilityDiagram;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which metrics fit which task; by name, in the order to show. */
final class TaskMetrics {

  private static final String CALIBRATION = "expected_calibration_error";

  private TaskMetrics() {}

  /** Of one label of many the named one's probability; of sigmoids those of all outputs. */
  static ReliabilityDiagram reliability(Task task, double[][] outputs, double[][] targets) {
    int columns = task == Task.SINGLE_LABEL ? 1 : outputs[0].length;
    boolean[] right = new boolean[outputs.length * columns];
    double[] probabilities = new double[right.length];
    for (int i = 0; i < right.length; i++) {
      double[] row = outputs[i / columns];
      int output = task == Task.SINGLE_LABEL ? largest(row) : i % columns;
      right[i] =
          task == Task.SINGLE_LABEL
              ? output == largest(targets[i])
              : applies(targets[i / columns][output]);
      probabilities[i] = row[output];
    }
    return ReliabilityDiagram.of(right, probabilities);
  }

  static Map<String, Double> oneOfMany(
      double[][] outputs, double[][] targets, MetricOptions options) {
    int[] truth = Arrays.stream(targets).mapToInt(TaskMetrics::largest).toArray();
    int[] found = Arrays.stream(outputs).mapToInt(TaskMetrics::largest).toArray();
    var classes = new ClassProbabilities(truth, outputs);
    Map<String, Double> metrics = confusion(truth, found);
    metrics.put("top_" + options.top() + "_accuracy", classes.topKAccuracy(options.top()));
    metrics.put("log_loss", classes.logLoss());
    metrics.put("brier_score", classes.brierScore());
    metrics.put(CALIBRATION, reliability(Task.SINGLE_LABEL, outputs, targets).expectedError());
    putRanking(metrics, classes.oneAgainstRest(), options);
    return metrics;
  }

  static Map<String, Double> severalLabels(
      double[][] outputs, double[][] targets, List<Double> thresholds, MetricOptions options) {
    var labels = new LabelMetrics(applying(targets), outputs);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", labels.accuracy(thresholds));
    metrics.put("log_loss", labels.logLoss());
    metrics.put("brier_score", labels.brierScore());
    metrics.put(CALIBRATION, reliability(Task.MULTI_LABEL, outputs, targets).expectedError());
    metrics.put("macro_f1", labels.macroFBeta(thresholds, 1));
    putFBeta(metrics, labels, thresholds, options.beta());
    putRanking(metrics, labels, options);
    return metrics;
  }

  static Map<String, Double> yesOrNo(
      double[][] outputs, double[][] targets, List<Double> thresholds, MetricOptions options) {
    var yes = new LabelMetrics(applying(targets), outputs);
    int[] truth = Arrays.stream(targets).mapToInt(row -> applies(row[0]) ? 1 : 0).toArray();
    int[] found =
        Arrays.stream(outputs).mapToInt(row -> row[0] >= thresholds.get(0) ? 1 : 0).toArray();
    Map<String, Double> metrics = confusion(truth, found);
    metrics.put("log_loss", yes.logLoss());
    metrics.put("brier_score", yes.brierScore());
    metrics.put(CALIBRATION, reliability(Task.BINARY, outputs, targets).expectedError());
    metrics.put("f1", yes.macroFBeta(thresholds, 1));
    putFBeta(metrics, yes, thresholds, options.beta());
    metrics.put("auc", yes.auc());
    metrics.put("average_precision", yes.meanAveragePrecision());
    return metrics;
  }

  static Map<String, Double> values(double[][] outputs, double[][] targets) {
    var errors = new RegressionErrors(targets, outputs);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("rmse", errors.rmse());
    metrics.put("mae", errors.mae());
    metrics.put("r2", errors.r2());
    return metrics;
  }

  /** The first of the largest. */
  static int largest(double[] row) {
    return IntStream.range(1, row.length).reduce(0, (best, i) -> row[i] > row[best] ? i : best);
  }

  /** Which labels apply, at thresholds of 0.5. */
  static boolean[][] applying(double[][] rows) {
    boolean[][] applying = new boolean[rows.length][rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int label = 0; label < rows[i].length; label++) {
        applying[i][label] = applies(rows[i][label]);
      }
    }
    return applying;
  }

  private static boolean applies(double share) {
    return share >= TaskCoding.THRESHOLD;
  }

  private static Map<String, Double> confusion(int[] truth, int[] found) {
    var confusion = ConfusionMatrix.of(truth, found);
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", confusion.accuracy());
    metrics.put("balanced_accuracy", confusion.balancedAccuracy());
    metrics.put("macro_f1", confusion.macroF1());
    metrics.put("quadratic_weighted_kappa", confusion.quadraticWeightedKappa());
    return metrics;
  }

  private static void putRanking(
      Map<String, Double> metrics, LabelMetrics labels, MetricOptions options) {
    metrics.put("auc", labels.auc());
    metrics.put("map", labels.meanAveragePrecision());
    metrics.put("map_at_" + options.top(), labels.meanAveragePrecisionAt(options.top()));
  }

  private static void putFBeta(
      Map<String, Double> metrics, LabelMetrics labels, List<Double> thresholds, double beta) {
    metrics.put("f_beta", labels.macroFBeta(thresholds, beta));
    metrics.put("f_beta_tuned", labels.macroFBeta(labels.tunedThresholds(beta), beta));
  }
}
