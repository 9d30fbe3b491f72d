package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs with a time make as many steps as fit, and the same steps again without a clock. */
class TimedRunsTest {

  /** 8 batches of 10 an epoch. */
  private static final Stripes IMAGES = new Stripes(80, 1);

  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  private final List<RunLength> told = new ArrayList<>();

  private static TrainingPlanBuilder plan() {
    return TrainingPlan.builder()
        .batchSize(10)
        .optimizer(Optimizer.Adam.of(0.01, Decay.NONE, Flavor.TORCH))
        .schedule(new Schedule.Cosine(0.2, 0.1, 0, 1, 1))
        .averaging(new Averaging(0.9, true))
        .time(Duration.ofSeconds(100));
  }

  private TrainingSession session(StepClock clock) {
    ComputationGraph graph = TinyGraph.build();
    graph.setListeners(clock);
    return new TrainingSession(graph, INPUT)
        .clock(clock)
        .listen(
            new SessionListener() {
              @Override
              public void lengthChanged(TrainingPlan plan, double seconds) {
                told.add(plan.length());
              }
            });
  }

  private static INDArray parameters(TrainingResult result) {
    return result.model().graph().params();
  }

  /** What a run does whose steps are told, not timed. */
  private static TrainingResult again(RunLength length) {
    TrainingPlan plan = plan().length(length.withoutClock()).build();
    return new TrainingSession(TinyGraph.build(), INPUT).run(plan, IMAGES);
  }

  @Test
  void makesAsManyStepsAsFitBehindTheTrials() {
    StepClock clock = new StepClock(batch -> 1);
    TrainingResult result = session(clock).run(plan().build(), IMAGES);

    // 2 steps to warm up and 3 to measure leave 95 seconds.
    RunLength length = new RunLength(Duration.ofSeconds(100), 95, List.of());
    assertThat(told).containsExactly(length);
    assertThat(result.state().plan()).isEqualTo(plan().epochs(12).length(length).build());
    assertThat(result.state().steps()).isEqualTo(95);
    assertThat(result.history()).hasSize(12);
    assertThat(result.last().learningRate())
        .isEqualTo(0.01 * new Schedule.Cosine(0.2, 0.1, 0, 1, 1).factor(94, 95, List.of()));
    assertThat(clock.seconds()).isEqualTo(100);
    assertThat(result.model().provenance().latest().settings())
        .containsEntry("epochs", "12")
        .containsEntry("length", "{\"time\":100.0,\"steps\":95,\"shortenings\":[]}");
  }

  @Test
  void theTrialsLeaveNoTrace() {
    TrainingResult timed = session(new StepClock(batch -> 1)).run(plan().build(), IMAGES);
    TrainingResult again = again(timed.state().plan().length());

    assertThat(parameters(again)).isEqualTo(parameters(timed));
    assertThat(again.state().arrays()).isEqualTo(timed.state().arrays());
    assertThat(again.history())
        .extracting(EpochReport::loss)
        .isEqualTo(timed.history().stream().map(EpochReport::loss).toList());
  }

  @Test
  void validationsCountAsTheyWereTried() {
    StepClock clock = new StepClock(batch -> 1);
    Stripes unseen = new Stripes(160, 2); // twice as many as are tried
    TrainingResult result = session(clock).run(plan().build(), IMAGES, clock.slow(unseen, 0.025));

    // Trials: 5 steps, and 2 times 80 pictures. Left: 91 s, for epochs of 8 + 4 s.
    assertThat(told).extracting(RunLength::steps).containsExactly(59);
    assertThat(result.history()).hasSize(8);
    assertThat(clock.seconds()).isCloseTo(100, within(1e-6));
  }

  @ParameterizedTest
  @CsvSource({
    "from step 40 on half as fast, 40, 1000, 2",
    "busy for 30 steps, 40, 70, 3",
    "stands still for a step, 40, 40, 30",
    "stands still at the end, 90, 90, 60",
  })
  void aSlowMachineMakesTheScheduleShorter(String what, int from, int to, double seconds) {
    StepClock clock = new StepClock(batch -> batch >= from && batch <= to ? seconds : 1);
    TrainingResult result = session(clock).run(plan().build(), IMAGES);

    RunLength length = result.state().plan().length();
    assertThat(length.shortenings()).as(what).isNotEmpty();
    assertThat(told).last().isEqualTo(length);
    int steps = result.state().steps();
    assertThat(steps).isEqualTo(length.stepsAt(steps));
    boolean inTime = from < 90; // nobody can make up for a step that takes all that is left
    assertThat(clock.seconds()).isBetween(95.0, inTime ? 110.0 : 160.0);
    assertThat(result.last().learningRate()).isLessThan(0.01 * 0.2);

    TrainingResult again = again(length);
    assertThat(parameters(again)).isEqualTo(parameters(result));
    assertThat(again.state().arrays()).isEqualTo(result.state().arrays());
  }

  @Test
  void aFasterMachineChangesNothing() {
    IntToDoubleFunction quicker = batch -> batch < 40 ? 1 : 0.5;
    TrainingResult result = session(new StepClock(quicker)).run(plan().build(), IMAGES);

    assertThat(told).hasSize(1);
    assertThat(result.state().steps()).isEqualTo(95);
  }

  @Test
  void aStepIsMadeWhateverItTakes() {
    TrainingResult result = session(new StepClock(batch -> 60)).run(plan().build(), IMAGES);

    assertThat(result.state().steps()).isEqualTo(1);
    assertThat(result.ending()).isEqualTo(Ending.FINISHED);
  }

  @ParameterizedTest
  @CsvSource({
    "-1, 0, 0, 0, time: found PT-1S; expected none or more than 0 seconds",
    "1, 9, 4, 9, 'shortenings: found [Shortening[behind=4, steps=9]]; expected rising numbers of steps behind which falling ones are left, below 9'",
    "1, 9, 4, 3, 'shortenings: found [Shortening[behind=4, steps=3]]; expected rising numbers of steps behind which falling ones are left, below 9'",
  })
  void lengthsThatCannotBeAreRefused(
      int seconds, int steps, int behind, int fewer, String message) {
    var shortenings =
        behind == 0
            ? List.<RunLength.Shortening>of()
            : List.of(new RunLength.Shortening(behind, fewer));

    assertThatThrownBy(() -> new RunLength(Duration.ofSeconds(seconds), steps, shortenings))
        .isInstanceOf(TrainingException.class)
        .hasMessage(message);
  }
}
