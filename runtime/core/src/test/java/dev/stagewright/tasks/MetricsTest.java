package dev.stagewright.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Metrics equal what scikit-learn made of stored cases; make_metrics.py made them. */
class MetricsTest {

  record Case(
      String task,
      String name,
      List<List<Double>> targets,
      List<List<Double>> outputs,
      Map<String, Double> expected) {

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
                    .isCloseTo(value == null ? Double.NaN : value, Offset.offset(1e-9)));
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
