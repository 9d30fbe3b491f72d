package dev.stagewright.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stagewright.layers.SigmoidCrossEntropy;
import dev.stagewright.layers.SoftmaxCrossEntropy;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.lossfunctions.ILossFunction;

class LossOptionsTest {

  private static final LossOptions BALANCED =
      LossOptions.PLAIN.withClassWeights(new ClassWeights.Balanced());

  private static final LossOptions GIVEN =
      LossOptions.PLAIN
          .withClassWeights(new ClassWeights.Given(Map.of("b", 3.0)))
          .withLabelSmoothing(0.25)
          .withFocalGamma(2);

  /** 10 images: 2 with the first label, 5 with the second, none with the third. */
  private static TargetStatistics targets() {
    return new TargetStatistics(10, List.of(2.0, 5.0, 0.0), List.of(1.0, 1.0, 1.0));
  }

  static Stream<Arguments> losses() {
    List<String> three = List.of("a", "b", "c");
    List<String> two = List.of("a", "b");
    double most = 10 / (2 * 8.0);
    return Stream.of(
        arguments(
            Task.SINGLE_LABEL,
            BALANCED,
            three,
            new SoftmaxCrossEntropy(0, 0, List.of(7 / 4.0, 7 / 10.0, 1.0))),
        arguments(
            Task.SINGLE_LABEL,
            GIVEN,
            three,
            new SoftmaxCrossEntropy(0.25, 2, List.of(1.0, 3.0, 1.0))),
        arguments(
            Task.MULTI_LABEL,
            BALANCED,
            three,
            new SigmoidCrossEntropy(0, 0, List.of(most, 1.0, 1.0), List.of(2.5, 1.0, 1.0))),
        arguments(
            Task.MULTI_LABEL,
            GIVEN,
            three,
            new SigmoidCrossEntropy(0.25, 2, List.of(1.0, 1.0, 1.0), List.of(1.0, 3.0, 1.0))),
        arguments(
            Task.BINARY, BALANCED, two, new SigmoidCrossEntropy(0, 0, List.of(most), List.of(2.5))),
        arguments(
            Task.BINARY, GIVEN, two, new SigmoidCrossEntropy(0.25, 2, List.of(1.0), List.of(3.0))));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void optionsReachTheLoss(
      Task task, LossOptions options, List<String> labels, ILossFunction loss) {
    assertThat(task.loss(options, labels, LossOptionsTest::targets)).contains(loss);
  }

  @ParameterizedTest
  @EnumSource(
      value = Task.class,
      names = {"SINGLE_LABEL", "REGRESSION"})
  void withoutOptionsDeeplearning4jsLossIsRight(Task task) {
    assertThat(task.loss(LossOptions.PLAIN, List.of("a", "b"), LossOptionsTest::targets)).isEmpty();
    assertThat(task.plainLoss()).isEmpty();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        arguments(
            fault(() -> LossOptions.PLAIN.withLabelSmoothing(1)),
            "labelSmoothing: found 1.0; expected a number of at least 0 and below 1"),
        arguments(
            fault(() -> LossOptions.PLAIN.withFocalGamma(Double.NaN)),
            "focalGamma: found NaN; expected a number of at least 0"),
        arguments(
            fault(() -> new ClassWeights.Given(Map.of("a", -1.0))),
            "classWeights: found -1.0 for \"a\"; expected a number of at least 0"),
        arguments(
            fault(() -> new ClassWeights.Given(Map.of("a", 0.0))),
            "classWeights: found none above 0; nothing would be trained"),
        arguments(
            fault(() -> Task.BINARY.loss(GIVEN, List.of("no", "yes"), LossOptionsTest::targets)),
            "classWeights: found a weight for \"b\"; the labels are no, yes"),
        arguments(
            fault(() -> Task.REGRESSION.loss(GIVEN, List.of("a", "b"), LossOptionsTest::targets)),
            "labelSmoothing, classWeights, focalGamma: found one of them with the task"
                + " regression, whose mean squared error has no classes; leave them out"));
  }

  private static ThrowingCallable fault(ThrowingCallable call) {
    return call;
  }

  @ParameterizedTest
  @MethodSource("faults")
  void whatCannotBeIsRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(TaskException.class).hasMessage(message);
  }

  @Test
  void metricsHaveAtLeastOneAndABeta() {
    assertThatThrownBy(() -> new MetricOptions(0, 1))
        .hasMessage("top: found 0; expected at least 1");
    assertThatThrownBy(() -> new MetricOptions(1, 0))
        .hasMessage("beta: found 0.0; expected a number above 0");
  }
}
