package dev.stagewright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import dev.stagewright.metrics.ClassScore;
import dev.stagewright.metrics.Interval;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics equal what scikit-learn made of stored cases; make_metrics.py made them. */
class MetricsTest {

  record Case(
      String task,
      String name,
      List<List<Double>> targets,
      List<List<Double>> outputs,
      Map<String, Double> expected,
      List<List<Double>> classes,
      List<List<Long>> confusion) {

    TaskCoding coding() {
      Task ofCase = Task.valueOf(task.toUpperCase(Locale.ROOT));
      return TaskCoding.of(ofCase, targets.get(0).size());
    }

    Map<String, Double> measured(TaskCoding coding) {
      return coding.metrics(rows(outputs), rows(targets), new MetricOptions(2, 2));
    }

    @Override
    public String toString() {
      return task + ": " + name;
    }
  }

  private static double[][] rows(List<List<Double>> rows) {
    return rows.stream()
        .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
        .toArray(double[][]::new);
  }

  static Stream<Case> cases() throws IOException {
    var file = MetricsTest.class.getResourceAsStream("/dev/stagewright/metrics/metrics.json");
    try (Reader reader =
        new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8)) {
      List<Case> cases = new Gson().fromJson(reader, new TypeToken<List<Case>>() {}.getType());
      return cases.stream();
    }
  }

  static Stream<Case> casesWithThresholds() throws IOException {
    return cases().filter(each -> !each.coding().thresholds().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areThoseOfScikitLearn(Case each) {
    Map<String, Double> found = each.measured(each.coding());

    assertThat(found.keySet()).containsAll(each.expected().keySet());
    assertThat(each.expected())
        .allSatisfy(
            (name, value) ->
                assertThat(found.get(name))
                    .isCloseTo(value == null ? Double.NaN : value, Offset.offset(exactness(name))));
  }

  /** torchmetrics computes the calibration error in float32. */
  private static double exactness(String metric) {
    return metric.equals("expected_calibration_error") ? 1e-7 : 1e-9;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void classesAndConfusionAreThoseOfScikitLearn(Case each) {
    TaskDetails details = details(each, 0);

    assertThat(details.confusion()).isEqualTo(each.confusion());
    assertThat(details.classes()).hasSameSizeAs(each.classes());
    for (int i = 0; i < each.classes().size(); i++) {
      ClassScore found = details.classes().get(i);
      assertThat(List.of(found.precision(), found.recall(), found.f1(), (double) found.examples()))
          .usingElementComparator((a, b) -> Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b))
          .isEqualTo(each.classes().get(i));
    }
    assertThat(details.intervals()).isEmpty();
  }

  private static TaskDetails details(Case each, int resamples) {
    return TaskDetails.of(
        each.coding(),
        rows(each.outputs()),
        rows(each.targets()),
        new MetricOptions(2, 2),
        resamples,
        7);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyMetricHasAnInterval(Case each) {
    Map<String, Interval> intervals = details(each, 60).intervals();

    assertThat(intervals.keySet()).isEqualTo(each.measured(each.coding()).keySet());
    String first = each.task().equals("regression") ? "rmse" : "accuracy";
    Interval interval = Objects.requireNonNull(intervals.get(first));
    assertThat(each.measured(each.coding()).get(first))
        .isBetween(interval.low() - 1e-12, interval.high() + 1e-12);
    assertThat(details(each, 60).intervals()).isEqualTo(intervals);
  }

  /** scikit-learn's DummyClassifier("prior") and DummyRegressor tell the same every time, too. */
  @Test
  void theBaselineTellsTheMeanOfTheTargets() {
    double[][] targets = {{1, 0}, {0, 1}, {0, 1}, {0, 1}};
    double[][] right = targets.clone();
    TaskCoding coding = TaskCoding.of(Task.SINGLE_LABEL, 2);

    Map<String, Double> baseline =
        TaskDetails.of(coding, right, targets, MetricOptions.DEFAULT, 0, 1).baseline();

    assertThat(baseline.get("accuracy")).isEqualTo(0.75);
    assertThat(baseline.get("balanced_accuracy")).isEqualTo(0.5);
    assertThat(baseline.get("log_loss"))
        .isCloseTo(-0.75 * Math.log(0.75) - 0.25 * Math.log(0.25), Offset.offset(1e-12));
    assertThat(baseline.get("brier_score")).isCloseTo(0.375, Offset.offset(1e-12));
    assertThat(baseline.get("expected_calibration_error")).isCloseTo(0, Offset.offset(1e-12));
  }

  /** What is tuned is what applies then: the same F-beta as at the scores themselves. */
  @ParameterizedTest
  @MethodSource("casesWithThresholds")
  void tunedThresholdsGiveTheBestFBeta(Case each) {
    Double best = each.expected().get("f_beta_tuned");

    TaskCoding tuned = each.coding().tuned(rows(each.outputs()), rows(each.targets()), 2);

    assertThat(each.measured(tuned).get("f_beta")).isCloseTo(best, Offset.offset(1e-9));
  }
}
