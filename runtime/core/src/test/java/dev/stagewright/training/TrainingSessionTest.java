package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingSessionTest {

  private static final Stripes TRAINING = new Stripes(150, 1);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  private static TrainingPlan.Builder plan() {
    return TrainingPlan.builder().batchSize(16).optimizer(Optimizer.adam(0.01)).seed(3);
  }

  @ParameterizedTest
  @EnumSource(DataFormat.class)
  void learnsToTellStripesApart(DataFormat format) {
    ComputationGraph graph = TinyGraph.build(format, TinyGraph.SHAPE, 3);
    TrainingSession session = new TrainingSession(graph, TinyGraph.input(format));
    TrainingResult result = session.run(plan().epochs(6).validationShare(0.2).build(), TRAINING);

    assertThat(result.history()).hasSize(6);
    assertThat(result.last().accuracy()).isGreaterThan(0.95);
    assertThat(result.last().validation()).isNotNull().extracting(ModelScore::images).isEqualTo(30);
    ModelScore unseen = ModelScore.of(result.model(), new Stripes(90, 2), 32);
    assertThat(unseen.accuracy()).isGreaterThan(0.95);
    assertThat(unseen.loss()).isLessThan(0.5);
  }

  @Test
  void sameSeedSameResultWhateverListens() {
    TrainingPlan plan = plan().epochs(2).validationShare(0.2).build();
    List<BatchReport> reports = new ArrayList<>();
    SessionListener listener =
        new SessionListener() {
          @Override
          public void batch(BatchReport report) {
            reports.add(report);
          }
        };
    TrainingResult watched =
        new TrainingSession(TinyGraph.build(), INPUT).listen(listener).run(plan, TRAINING);
    TrainingResult alone = new TrainingSession(TinyGraph.build(), INPUT).run(plan, TRAINING);

    assertThat(alone.model().graph().params()).isEqualTo(watched.model().graph().params());
    assertThat(alone.last().loss()).isEqualTo(watched.last().loss());
    assertThat(alone.last().validation()).isEqualTo(watched.last().validation());
    TrainingPlan otherSeed = plan().epochs(2).validationShare(0.2).seed(4).build();
    TrainingResult other = new TrainingSession(TinyGraph.build(), INPUT).run(otherSeed, TRAINING);
    assertThat(other.model().graph().params()).isNotEqualTo(alone.model().graph().params());

    assertThat(reports).hasSize(2 * 8);
    BatchReport last = reports.get(15);
    assertThat(last.epoch()).isEqualTo(2);
    assertThat(last.batch()).isEqualTo(8);
    assertThat(last.batches()).isEqualTo(8);
    assertThat(last.images()).isEqualTo(120);
    assertThat(last.meanLoss()).isEqualTo(watched.last().loss());
    assertThat(last.accuracy()).isEqualTo(watched.last().accuracy());
    assertThat(last.timeLeft()).isLessThan(Duration.ofMinutes(1));
  }
}
