package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.ModelException;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import dev.stagewright.pictures.Picture;
import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskCoding;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Training runs that come to nothing end in an error, not in a model. */
class DivergenceTest {

  private static final Stripes TRAINING = new Stripes(150, 1);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  private final ComputationGraph graph = TinyGraph.build();
  private final TrainingSession session = new TrainingSession(graph, INPUT);

  private static TrainingPlan plan(double rate) {
    return TrainingPlan.builder().epochs(3).batchSize(16).optimizer(Optimizer.sgd(rate)).build();
  }

  /** Stripes with other names. */
  private record Relabeled(Stripes stripes, List<String> labels) implements ImageSource {
    @Override
    public int size() {
      return stripes.size();
    }

    @Override
    public int label(int image) {
      return stripes.label(image);
    }

    @Override
    public Picture picture(int image) {
      return stripes.picture(image);
    }

    @Override
    public String name(int image) {
      return stripes.name(image);
    }

    @Override
    public String description() {
      return stripes.description();
    }
  }

  @Test
  void aLossThatGrowsBeyondReasonStopsTheRun() {
    assertThatThrownBy(() -> session.run(plan(1e9), TRAINING))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(
            "The loss rose to [.0-9]+E[0-9]+ in epoch 1, batch 2, from [.0-9]+ in the first batch, with Sgd\\[learningRate=1\\.0E9\\]\\. "
                + "Lower the learning rate, for example to 1\\.0E8, or check the images' preprocessing \\(tf\\)");
  }

  @Test
  void aValidationLossThatIsNotANumberStopsTheRunBeforeItsReport() {
    List<EpochReport> reports = new ArrayList<>();
    session.listen(
        new SessionListener() {
          @Override
          public void batch(BatchReport report) {
            if (report.batch() == report.batches()) {
              graph.getParam("output_b").putScalar(0, Double.NaN);
            }
          }

          @Override
          public void epoch(EpochReport report) {
            reports.add(report);
          }
        });
    assertThatThrownBy(() -> session.run(plan(0.01), TRAINING, new Stripes(12, 2)))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "The validation loss became NaN in epoch 1, with Sgd[learningRate=0.01]. "
                + "Lower the learning rate, for example to 0.001, or check the images' preprocessing (tf)");
    assertThat(reports).isEmpty();
  }

  /** As those of a deep network whose running statistics are still what they started from. */
  @ParameterizedTest
  @CsvSource({"1000, 103.2789", "50, 50"})
  void aCertainButWrongAnswerHasALoss(double logit, double expected) {
    graph.getParam("output_W").assign(0);
    graph.getParam("output_b").assign(0).putScalar(0, logit);
    Stripes images = new Stripes(9, 1);
    long wrong = IntStream.range(0, 9).filter(image -> images.label(image) != 0).count();
    TaskCoding coding = TaskCoding.of(Task.SINGLE_LABEL, images.labels().size());
    ModelScore score =
        ModelScore.of(
            new OutputPass(graph, INPUT, coding),
            ImageBatches.inOrder(images, INPUT, coding, 4),
            (outputs, targets) -> {});
    double penalties = graph.calcRegularizationScore(true);
    assertThat(score.loss()).isCloseTo(expected * wrong / 9 + penalties, within(1e-4));
  }

  @Test
  void theParametersOfTheLastStepAreChecked() {
    TrainingPlan oneStep = TrainingPlan.builder().optimizer(Optimizer.sgd(1e30)).build();
    assertThatThrownBy(() -> session.run(oneStep, new Stripes(4, 1)))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(
            "The last step left unusable values: \\w+: \\d+ of \\d+ values are NaN, infinite or beyond 1e18, the first \\(at \\d+\\) .*, with Sgd.*");
  }

  @Test
  void labelsAreCheckedBeforeTheRun() {
    ImageSource equal = new Relabeled(TRAINING, List.of("cat", "dog", "cat"));
    assertThatThrownBy(() -> session.run(plan(0.01), equal))
        .isInstanceOf(ModelException.class)
        .hasMessage("labels: found \"cat\" for the classes 0 and 2; give them different names");
  }
}
