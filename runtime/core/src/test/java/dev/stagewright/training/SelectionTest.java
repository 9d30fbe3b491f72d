package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.tasks.Task;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The best epoch is that of a metric's better end. */
class SelectionTest {

  private static List<EpochReport> epochs(String metric, double[] values) {
    return IntStream.range(0, values.length)
        .mapToObj(
            i ->
                new EpochReport(
                    i + 1,
                    9,
                    i + 1,
                    0.1,
                    1,
                    0.5,
                    new ModelScore(1, 0.5, 10, Map.of(metric, values[i])),
                    1,
                    Duration.ZERO))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "rmse, 3 1 2 1, 2, true",
    "macro_f1, 3 1 2 1, 1, true",
    "log_loss, 3 2 1, 3, false",
    "auc, NaN 0.5 NaN, 2, false",
    "rmse, NaN NaN NaN, 1, true",
    "brier_score, 1 NaN 2, 1, true",
  })
  void theBestIsAtTheBetterEnd(String metric, String values, int best, boolean ends) {
    double[] numbers = Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();
    Selection selection = new Selection(metric, 2, true);
    List<EpochReport> epochs = epochs(metric, numbers);

    assertThat(selection.best(epochs).orElseThrow().epoch()).isEqualTo(best);
    assertThat(selection.ends(epochs)).isEqualTo(ends);
  }

  @Test
  void whatTheTaskDoesNotHaveIsRefused() {
    Selection selection = new Selection("accuracy", 2, false);

    assertThatThrownBy(() -> selection.check(true, Task.REGRESSION))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "selection: found the metric \"accuracy\"; the task regression has loss, rmse, mae, r2");
    assertThatThrownBy(() -> selection.check(false, Task.SINGLE_LABEL))
        .hasMessage(
            "selection: found early stopping or the best epoch asked for without images for validation. Hold some out, or leave it out");
  }
}
