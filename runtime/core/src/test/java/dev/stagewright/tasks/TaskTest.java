package dev.stagewright.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
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
        arguments(Task.SINGLE_LABEL, outputs, 3, List.of(at(1, 0.5f), at(3, 0.5f), at(0, 0.25f))),
        arguments(Task.MULTI_LABEL, outputs, 4, List.of(at(1, 0.5f), at(3, 0.5f))),
        arguments(Task.MULTI_LABEL, outputs, 1, List.of(at(1, 0.5f))),
        arguments(Task.MULTI_LABEL, new float[] {0.49f}, 1, List.of()),
        arguments(Task.BINARY, new float[] {0.75f}, 1, List.of(at(1, 0.75f))),
        arguments(Task.BINARY, new float[] {0.25f}, 2, List.of(at(0, 0.75f), at(1, 0.25f))),
        arguments(Task.REGRESSION, new float[] {-3, 8}, 2, List.of(at(0, -3), at(1, 8))));
  }

  private static Answer at(int index, float value) {
    return new Answer(index, value);
  }

  @ParameterizedTest
  @MethodSource("outputs")
  void decodesOutputs(Task task, float[] outputs, int most, List<Answer> answers) {
    assertThat(task.decode(outputs, most)).isEqualTo(answers);
  }

  static Stream<Arguments> batches() {
    return Stream.of(
        arguments(
            Task.SINGLE_LABEL,
            new double[][] {{0.2, 0.5, 0.3}, {0.6, 0.2, 0.2}, {0.1, 0.1, 0.8}, {0.4, 0.3, 0.3}},
            new double[][] {{0, 1, 0}, {0, 0, 1}, {0, 0, 1}, {1, 0, 0}},
            OptionalInt.of(3),
            Map.of("accuracy", 0.75)),
        arguments(
            Task.MULTI_LABEL,
            new double[][] {{0.9, 0.5, 0.1}, {0.6, 0.2, 0.2}, {0.1, 0.1, 0.8}},
            new double[][] {{1, 1, 0}, {0, 0, 1}, {0, 0, 1}},
            OptionalInt.of(2),
            Map.of("accuracy", 2 / 3.0, "f1", (2 / 3.0 + 1 + 2 / 3.0) / 3)),
        arguments(
            Task.MULTI_LABEL,
            new double[][] {{0.9, 0.1}},
            new double[][] {{1, 0}},
            OptionalInt.of(1),
            Map.of("accuracy", 1.0, "f1", 0.5)), // nothing to find of the second label
        arguments(
            Task.BINARY,
            new double[][] {{0.9}, {0.4}, {0.5}, {0.1}},
            new double[][] {{1}, {1}, {0}, {0}},
            OptionalInt.of(2),
            Map.of("accuracy", 0.5, "f1", 0.5)),
        arguments(
            Task.REGRESSION, // scikit-learn's example of several outputs for r2_score
            new double[][] {{0, 2}, {-1, 2}, {8, -5}},
            new double[][] {{0.5, 1}, {-1, 1}, {7, -6}},
            OptionalInt.empty(),
            Map.of("rmse", (Math.sqrt(1.25 / 3) + 1) / 2, "mae", 0.75, "r2", 0.93680052)));
  }

  @ParameterizedTest
  @MethodSource("batches")
  void measuresOutputs(
      Task task,
      double[][] outputs,
      double[][] targets,
      OptionalInt correct,
      Map<String, Double> metrics) {
    INDArray found = Nd4j.create(outputs);
    INDArray expected = Nd4j.create(targets);

    assertThat(task.correct(found, expected)).isEqualTo(correct);
    Map<String, Double> measured = task.metrics(found, expected);
    assertThat(measured).containsOnlyKeys(metrics.keySet());
    assertThat(measured)
        .allSatisfy(
            (name, value) -> assertThat(value).isCloseTo(metrics.get(name), Offset.offset(1e-7)));
  }

  @Test
  void aConstantTargetIsEitherMetOrNot() {
    INDArray targets = Nd4j.create(new double[][] {{2}, {2}});

    assertThat(Task.REGRESSION.metrics(targets, targets)).containsEntry("r2", 1.0);
    assertThat(Task.REGRESSION.metrics(targets.add(1), targets)).containsEntry("r2", 0.0);
  }
}
