package dev.stagewright.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Temperatures equal what scipy found for stored cases; make_temperature.py made them. */
@SuppressWarnings("ArrayRecordComponent") // cases are not compared
class TemperatureScalingTest {

  record Case(
      String task,
      String name,
      double[][] outputs,
      double[][] targets,
      double temperature,
      double[][] calibrated) {

    TaskCoding coding() {
      return TaskCoding.of(Task.valueOf(task.toUpperCase(Locale.ROOT)), outputs[0].length);
    }

    @Override
    public String toString() {
      return task + ": " + name;
    }
  }

  static Stream<Case> cases() throws IOException {
    var file =
        TemperatureScalingTest.class.getResourceAsStream("/dev/stagewright/tasks/temperature.json");
    try (Reader reader =
        new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8)) {
      List<Case> cases = new Gson().fromJson(reader, new TypeToken<List<Case>>() {}.getType());
      return cases.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isThatOfTheLeastCrossEntropy(Case each) {
    TaskCoding calibrated = each.coding().calibrated(each.outputs(), each.targets());

    assertThat(calibrated.temperature()).isCloseTo(each.temperature(), Offset.offset(1e-6));
    float[] outputs = new float[each.outputs()[0].length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = (float) each.outputs()[7][i];
    }
    assertThat(calibrated.values(outputs))
        .containsExactly(each.calibrated()[7], Offset.offset(1e-6));
    assertThat(calibrated.thresholds()).isEqualTo(each.coding().thresholds());
  }

  /** What is calibrated already stays as it is, and which labels apply, too. */
  @ParameterizedTest
  @MethodSource("cases")
  void calibratingAgainChangesNothing(Case each) {
    TaskCoding before = each.coding();
    TaskCoding tuned =
        before.thresholds().isEmpty() ? before : before.tuned(each.outputs(), each.targets(), 1);
    TaskCoding once = tuned.calibrated(each.outputs(), each.targets());

    TaskCoding twice = once.calibrated(each.calibrated(), each.targets());

    assertThat(twice.temperature()).isCloseTo(once.temperature(), Offset.offset(1e-6));
    for (int output = 0; output < tuned.thresholds().size(); output++) {
      for (int image = 0; image < each.outputs().length; image++) {
        assertThat(once.applies(output, each.calibrated()[image][output]))
            .isEqualTo(tuned.applies(output, each.outputs()[image][output]));
      }
    }
  }

  static Stream<Arguments> faults() {
    double[][] sure = {{0.9, 0.1}, {0.2, 0.8}};
    return Stream.of(
        arguments(
            Task.SINGLE_LABEL,
            new double[][] {{1, 0}, {0, 1}},
            sure,
            "temperature: the model is right on all images, so that none is too low; calibrate on"
                + " more images that it was not trained on"),
        arguments(
            Task.SINGLE_LABEL,
            new double[][] {{0, 1}, {1, 0}},
            sure,
            "temperature: the images' probabilities are no better than chance, so that none fits;"
                + " check that the labels are the model's"),
        arguments(
            Task.REGRESSION,
            sure,
            sure,
            "temperature: the task regression has no probabilities that could be calibrated"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void saysWhyNoneFits(Task task, double[][] targets, double[][] outputs, String message) {
    assertThatThrownBy(() -> TaskCoding.of(task, 2).calibrated(outputs, targets))
        .isInstanceOf(TaskException.class)
        .hasMessage(message);
  }
}
