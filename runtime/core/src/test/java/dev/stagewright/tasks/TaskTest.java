package dev.stagewright.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.factory.Nd4j;

/** What each task does to truths and outputs; metrics are those that scikit-learn has. */
class TaskTest {

  static Stream<Arguments> truths() {
    return Stream.of(
        arguments(Task.SINGLE_LABEL, new double[] {2}, new float[] {0, 0, 1}),
        arguments(Task.MULTI_LABEL, new double[] {2, 0}, new float[] {1, 0, 1}),
        arguments(Task.MULTI_LABEL, new double[] {}, new float[] {0, 0, 0}),
        arguments(Task.BINARY, new double[] {1}, new float[] {1}),
        arguments(Task.BINARY, new double[] {0}, new float[] {0}),
        arguments(Task.REGRESSION, new double[] {-1.5, 7}, new float[] {-1.5f, 7}));
  }

  @ParameterizedTest
  @MethodSource("truths")
  void encodesATruthInItsRow(Task task, double[] truth, float[] row) {
    float[] batch = new float[2 * row.length + 1];

    task.encode(truth, batch, row.length);

    float[] expected = new float[2 * row.length + 1];
    System.arraycopy(row, 0, expected, row.length, row.length);
    assertThat(batch).containsExactly(expected);
    assertThat(task.outputs(task.labels(row.length))).isEqualTo(row.length);
  }

  static Stream<Arguments> outputs() {
    float[] outputs = {0.25f, 0.5f, 0.125f, 0.5f};
    return Stream.of(
        arguments(Task.SINGLE_LABEL, outputs, 3, List.of(at(1, 0.5), at(3, 0.5), at(0, 0.25))),
        arguments(
            Task.MULTI_LABEL,
            outputs,
            4,
            List.of(at(1, 0.5), at(3, 0.5), at(0, 0.25), at(2, 0.125))),
        arguments(Task.MULTI_LABEL, outputs, 1, List.of(at(1, 0.5))),
        arguments(Task.BINARY, new float[] {0.75f}, 1, List.of(at(1, 0.75))),
        arguments(Task.BINARY, new float[] {0.25f}, 1, List.of(at(1, 0.25))),
        arguments(Task.REGRESSION, new float[] {-3, 8}, 2, List.of(at(0, -3), at(1, 8))));
  }

  private static Answer at(int index, double value) {
    return new Answer(index, value);
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void decodesOutputs(Task task, float[] outputs, int most, List<Answer> answers) {
    assertThat(TaskCoding.of(task, outputs.length).decode(outputs, most)).isEqualTo(answers);
  }

  static Stream<Arguments> batches() {
    return Stream.of(
        arguments(
            Task.SINGLE_LABEL,
            new double[][] {{0.2, 0.5, 0.3}, {0.6, 0.2, 0.2}, {0.1, 0.1, 0.8}, {0.4, 0.3, 0.3}},
            new double[][] {{0, 1, 0}, {0, 0, 1}, {0, 0, 1}, {1, 0, 0}},
            OptionalInt.of(3)),
        arguments(
            Task.MULTI_LABEL,
            new double[][] {{0.9, 0.5, 0.1}, {0.6, 0.2, 0.2}, {0.1, 0.1, 0.8}},
            new double[][] {{1, 1, 0}, {0, 0, 1}, {0, 0, 1}},
            OptionalInt.of(2)),
        arguments(
            Task.BINARY,
            new double[][] {{0.9}, {0.4}, {0.5}, {0.1}},
            new double[][] {{1}, {1}, {0}, {0}},
            OptionalInt.of(2)),
        arguments(Task.BINARY, new double[][] {{0.9}}, new double[][] {{1}}, OptionalInt.of(1)),
        arguments(
            Task.REGRESSION, new double[][] {{1}}, new double[][] {{1}}, OptionalInt.empty()));
  }

  @ParameterizedTest
  @MethodSource("batches")
  void countsRightOutputs(Task task, double[][] outputs, double[][] targets, OptionalInt correct) {
    assertThat(task.correct(Nd4j.create(outputs), Nd4j.create(targets))).isEqualTo(correct);
  }

  static Stream<Arguments> wrongTargets() {
    return Stream.of(
        arguments(
            Task.SINGLE_LABEL,
            new float[] {0.5f, 0.25f},
            "found the targets [0.5, 0.25]; expected 2: shares of the classes, which add up to 1"),
        arguments(
            Task.MULTI_LABEL,
            new float[] {1, 2},
            "found the targets [1.0, 2.0]; expected 2: 1 for labels that apply and 0 for others,"
                + " or between"),
        arguments(
            Task.BINARY,
            new float[] {1, 0},
            "found the targets [1.0, 0.0]; expected 1: 1 for yes and 0 for no, or between"),
        arguments(
            Task.REGRESSION,
            new float[] {1, Float.NaN},
            "found the targets [1.0, NaN]; expected 2: finite numbers"));
  }

  @ParameterizedTest
  @MethodSource("wrongTargets")
  void wrongTargetsAreNamed(Task task, float[] row, String message) {
    assertThatThrownBy(() -> task.check(row, task.outputs(2)))
        .isInstanceOf(TaskException.class)
        .hasMessage(message);
  }

  @Test
  void valuesAreScaledThereAndBack() {
    var statistics = new TargetStatistics(4, List.of(40.0, 8.0), List.of(5.0, 0.0));
    TaskCoding coding = TaskCoding.of(Task.REGRESSION, 2).withScaling(TargetScaling.of(statistics));

    assertThat(coding.encode(new float[] {20, 5})).containsExactly(2, 3);
    assertThat(coding.values(new float[] {2, 3})).containsExactly(20, 5);
    assertThat(coding.decode(new float[] {-1, 0}, 2)).containsExactly(at(0, 5), at(1, 2));
  }
}
