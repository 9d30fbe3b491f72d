package dev.stagewright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every metric that a task measures is known by its name and its better end. */
class MetricNamesTest {

  /** Outputs that are right, and those that are as wrong as can be. */
  private static double metric(Task task, String name, boolean right) {
    int outputs = task.outputs(2);
    double[][] targets = new double[8][outputs];
    double[][] values = new double[8][outputs];
    for (int i = 0; i < 8; i++) {
      int one = i % 2;
      for (int output = 0; output < outputs; output++) {
        targets[i][output] = outputs == 1 ? one : output == one ? 1 : 0;
        values[i][output] =
            right ? 0.01 + 0.98 * targets[i][output] : 0.99 - 0.98 * targets[i][output];
      }
    }
    return TaskCoding.of(task, outputs)
        .metrics(values, targets, MetricOptions.DEFAULT)
        .getOrDefault(name, Double.NaN);
  }

  @ParameterizedTest
  @EnumSource(Task.class)
  void theBetterEndIsTheRightOnes(Task task) {
    // Among two classes the first five are always right, and tuned thresholds make up for much.
    Stream<String> telling =
        MetricNames.of(task).stream()
            .filter(name -> !name.matches("top_5_accuracy|f_beta_tuned|map_at_5"));

    assertThat(telling)
        .isNotEmpty()
        .allSatisfy(
            name -> {
              double right = metric(task, name, true);
              double wrong = metric(task, name, false);
              assertThat(Double.compare(right, wrong))
                  .isEqualTo(MetricNames.isLessBetter(name) ? -1 : 1);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"loss", "log_loss", "brier_score", "rmse", "mae"})
  void errorsGetBetterBelow(String name) {
    assertThat(MetricNames.isLessBetter(name)).isTrue();
  }

  @Test
  void namesAreThoseOfEvaluations() {
    assertThat(MetricNames.of(Task.SINGLE_LABEL))
        .startsWith("accuracy", "balanced_accuracy", "macro_f1", "quadratic_weighted_kappa")
        .contains("log_loss", "auc", "map");
    assertThat(MetricNames.of(Task.REGRESSION)).containsExactly("rmse", "mae", "r2");
  }
}
