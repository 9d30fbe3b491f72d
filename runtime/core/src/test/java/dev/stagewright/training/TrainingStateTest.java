package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run can be stopped behind any step and continued to the same bits. */
class TrainingStateTest {

  private static final Stripes IMAGES = new Stripes(150, 1);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);
  private static final TrainingPlan PLAN =
      TrainingPlan.builder()
          .epochs(3)
          .batchSize(16)
          .validationShare(0.2)
          .seed(3)
          .reestimateStatistics(2)
          .optimizer(Optimizer.adam(0.01))
          .build();

  /** Asks for a stop after so many batches. */
  private static final class StopsAfter implements SessionListener {
    private final int batches;
    private final List<BatchReport> reports = new ArrayList<>();
    private TrainingState state = new TrainingState(TinyGraph.build(), PLAN);
    private int closed;

    StopsAfter(int batches) {
      this.batches = batches;
    }

    @Override
    public void watches(TrainingState state) {
      this.state = state;
    }

    @Override
    public void batch(BatchReport report) {
      reports.add(report);
      if (reports.size() == batches) {
        state.stop();
      }
    }

    @Override
    public void closed() {
      closed++;
    }
  }

  /** With masks, which are drawn anew in every step. */
  private static ComputationGraph graph() {
    ComputationGraph graph = TinyGraph.build();
    graph.getLayer("output").conf().getLayer().setIDropout(new Dropout(0.8));
    return graph;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8, 11, 16, 23})
  void aStoppedRunGoesOnToTheSameBits(int batches) {
    TrainingResult whole = new TrainingSession(graph(), INPUT).run(PLAN, IMAGES);
    TrainingSession session = new TrainingSession(graph(), INPUT).listen(new StopsAfter(batches));

    TrainingResult stopped = session.run(PLAN, IMAGES);
    assertThat(stopped.ending()).isEqualTo(Ending.STOPPED);
    assertThat(stopped.state().graph().getIterationCount()).isEqualTo(batches);
    assertThat(stopped.state().epoch()).isEqualTo(1 + batches / 8);
    assertThat(stopped.state().progress().batches()).isEqualTo(batches % 8);
    TrainingResult continued = session.proceed(stopped.state(), IMAGES);

    assertThat(continued.ending()).isEqualTo(Ending.FINISHED);
    assertThat(CheckpointTest.bits(continued.state()))
        .isEqualTo(CheckpointTest.bits(whole.state()));
    assertThat(continued.history())
        .usingRecursiveComparison()
        .ignoringFields("imagesPerSecond", "duration")
        .isEqualTo(whole.history());
  }

  @Test
  void aStopIsAResultThatSaysWhere() {
    StopsAfter listener = new StopsAfter(3);
    TrainingResult result =
        new TrainingSession(TinyGraph.build(), INPUT).listen(listener).run(PLAN, IMAGES);

    assertThat(listener.reports).hasSize(3);
    assertThat(listener.closed).isEqualTo(1);
    assertThat(listener.state).isSameAs(result.state());
    assertThat(listener.state.graph()).isSameAs(result.model().graph());
    assertThat(result.history()).isEmpty();
    assertThat(result.state().progress().loss()).isEqualTo(listener.reports.get(2).meanLoss());
    assertThat(result.state().firstLoss()).isEqualTo(listener.reports.get(0).loss());
    assertThat(result.model().provenance().latest().results())
        .containsOnly(entry("stopped", "in epoch 1 after 48 images"));
  }

  @Test
  void theBestEpochIsThatOfTheBestValidation() {
    TrainingState state = new TrainingState(TinyGraph.build(), PLAN);
    assertThat(state.best()).isEmpty();
    state.epochDone(report(1, new ModelScore(0.5, 0.8, 30)));
    state.epochDone(report(2, new ModelScore(0.6, 0.9, 30)));
    state.epochDone(report(3, new ModelScore(0.4, 0.9, 30)));
    state.epochDone(report(4, new ModelScore(0.1, 0.7, 30)));

    assertThat(state.best()).map(EpochReport::epoch).contains(3);
  }

  private static EpochReport report(int epoch, ModelScore validation) {
    return new EpochReport(epoch, 4, epoch, 0.1, 1, 0.5, validation, 1, Duration.ZERO);
  }

  @Test
  void aStateIsOfItsOwnGraph() {
    TrainingSession session = new TrainingSession(TinyGraph.build(), INPUT);
    TrainingState other = new TrainingState(TinyGraph.build(), PLAN);

    assertThatThrownBy(() -> session.proceed(other, IMAGES))
        .isInstanceOf(TrainingException.class)
        .hasMessage("proceed: found the state of another graph; expected one of this session");
  }
}
