package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.FloatArrays;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A range test finds where the loss falls, and leaves everything as it was. */
class RateSearchTest {

  private static final Stripes IMAGES = new Stripes(60, 1);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  private static TrainingPlanBuilder plan() {
    return TrainingPlan.builder().batchSize(20).seed(1).optimizer(Optimizer.sgd(1));
  }

  @Test
  void theLossFallsAndRises() {
    RateRange found =
        new TrainingSession(TinyGraph.build(), INPUT)
            .findRate(plan().build(), IMAGES, new RateSweep(1e-4, 1000, 120));

    assertThat(found.points().get(0).rate()).isEqualTo(1e-4);
    assertThat(found.diverged()).isTrue();
    double lowest = found.lowest().orElseThrow();
    assertThat(lowest).isBetween(0.01, 100.0);
    assertThat(found.steepest().orElseThrow()).isLessThanOrEqualTo(lowest);
    assertThat(found.suggestion()).hasValue(lowest / 10);
  }

  @Test
  void itsStepsAreThoseOfTraining() {
    RateRange found =
        new TrainingSession(TinyGraph.build(), INPUT)
            .findRate(plan().build(), IMAGES, new RateSweep(0.01, 0.010000001, 10));
    TrainingResult trained =
        new TrainingSession(TinyGraph.build(), INPUT)
            .run(plan().epochs(3).optimizer(Optimizer.sgd(0.01)).build(), IMAGES);

    List<RateRange.Point> third = found.points().subList(6, 9);
    double mean = third.stream().mapToDouble(RateRange.Point::loss).average().orElseThrow();
    assertThat(trained.last().loss()).isCloseTo(mean, within(1e-5));
  }

  @Test
  void graphAndSessionStayAsTheyWere() {
    ComputationGraph graph = TinyGraph.build();
    TrainingSession session = new TrainingSession(graph, INPUT);
    TrainingPlan plan = plan().optimizer(Optimizer.nesterov(0.01, 0.9)).build();
    session.run(plan, IMAGES);
    String parameters = FloatArrays.sha256(graph.params());
    INDArray state = graph.getUpdater().getStateViewArray().dup();

    session.findRate(plan().optimizer(Optimizer.adam(1)).build(), IMAGES, RateSweep.DEFAULT);

    assertThat(FloatArrays.sha256(graph.params())).isEqualTo(parameters);
    assertThat(graph.getUpdater().getStateViewArray()).isEqualTo(state);
    assertThat(graph.getIterationCount()).isEqualTo(3);
    assertThat(graph.getEpochCount()).isEqualTo(1);
    ComputationGraph other = TinyGraph.build();
    TrainingSession undisturbed = new TrainingSession(other, INPUT);
    undisturbed.run(plan, IMAGES);
    assertThat(FloatArrays.sha256(session.run(plan, IMAGES).model().graph().params()))
        .isEqualTo(FloatArrays.sha256(undisturbed.run(plan, IMAGES).model().graph().params()));
  }

  private static RateRange range(double... smoothed) {
    double[] rate = {1e-3};
    return new RateRange(
        Arrays.stream(smoothed)
            .mapToObj(loss -> new RateRange.Point(rate[0] *= 10, loss, loss))
            .toList(),
        false);
  }

  @Test
  void theSteepestFallIsThatByTheLogarithm() {
    RateRange found = range(3, 2.9, 2.5, 1, 0.9, 4, Double.NaN);

    assertThat(found.steepest().orElseThrow()).isCloseTo(10, within(1e-9));
    assertThat(found.lowest().orElseThrow()).isCloseTo(100, within(1e-9));
  }

  @Test
  void whereTheLossNeverFallsThereIsNoRate() {
    RateRange found = range(1, 1.5, 2, Double.NaN);

    assertThat(List.of(found.lowest(), found.steepest(), found.suggestion()))
        .containsOnly(OptionalDouble.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 1 | 10 | from: found 0.0; expected a number above 0",
        "2 | 1 | 10 | from and to: found 2.0 and 1.0; expected a higher rate at the end",
        "1 | 2 | 9 | steps: found 9; expected at least 10"
      })
  void whatCannotBeIsRefused(double from, double to, int steps, String message) {
    assertThatThrownBy(() -> new RateSweep(from, to, steps))
        .isInstanceOf(TrainingException.class)
        .hasMessage(message);
  }
}
