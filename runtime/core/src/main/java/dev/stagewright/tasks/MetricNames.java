package dev.stagewright.tasks;

import java.util.List;
import java.util.Set;

/** The metrics of tasks by name, and which way each gets better. */
public final class MetricNames {

  private static final Set<String> ERRORS =
      Set.of("log_loss", "brier_score", "expected_calibration_error", "rmse", "mae");

  private MetricNames() {}

  /**
   * What is measured of a task's networks.
   *
   * @param task of the network
   * @return names as {@link TaskCoding#metrics} has them with default options, in that order
   */
  public static List<String> of(Task task) {
    int outputs = task.outputs(2);
    double[][] any = new double[2][outputs];
    any[0][0] = 1;
    any[1][outputs - 1] = outputs == 1 ? 0 : 1;
    return List.copyOf(
        TaskCoding.of(task, outputs).metrics(any, any, MetricOptions.DEFAULT).keySet());
  }

  /**
   * Which way a metric gets better.
   *
   * @param metric its name, or {@code loss}
   * @return true for errors and losses
   */
  public static boolean isLessBetter(String metric) {
    return metric.equals("loss") || ERRORS.contains(metric);
  }
}
