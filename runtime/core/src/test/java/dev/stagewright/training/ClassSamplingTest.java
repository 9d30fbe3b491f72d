package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Stripes;
import dev.stagewright.data.TargetImages;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import dev.stagewright.tasks.ClassWeights;
import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Images are drawn by their classes; a run that was stopped goes on with the same. */
class ClassSamplingTest {

  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);
  private static final ClassWeights.Given ONLY_SLANTED =
      new ClassWeights.Given(Map.of("across", 0.0, "upright", 0.0, "slanted", 1.0));

  /** Seven images of three classes: 3, 2, 2. */
  @Test
  void balancedClassesComeAsOften() {
    double[] weights =
        ClassSampling.weights(new ClassWeights.Balanced(), new Stripes(7, 1), Task.SINGLE_LABEL);

    assertThat(weights[0] + weights[3] + weights[6]).isEqualTo(7.0 / 3);
    assertThat(weights[1] + weights[4]).isEqualTo(7.0 / 3);
    assertThat(weights[2] + weights[5]).isEqualTo(7.0 / 3);
  }

  @Test
  void sharesOfYesAndNoCount() {
    ImageSource images =
        TargetImages.of(new Stripes(3, 1), List.of("no", "yes"), new float[][] {{0}, {1}, {0.25f}});
    ClassWeights weights = new ClassWeights.Given(Map.of("no", 1.0, "yes", 3.0));

    assertThat(ClassSampling.weights(weights, images, Task.BINARY)).containsExactly(1, 3, 1.5);
  }

  @Test
  void onlyWhatIsDrawnIsSeen() {
    TrainingPlan plan =
        TrainingPlan.builder().batchSize(10).epochs(2).sampling(ONLY_SLANTED).build();
    TrainingResult result =
        new TrainingSession(TinyGraph.build(), INPUT).run(plan, new Stripes(60, 1));

    // All say "slanted" soon, which is right for what is drawn.
    assertThat(result.last().accuracy()).isEqualTo(1);
    assertThat(ModelScore.of(result.model(), new Stripes(60, 1), 20).accuracy()).isLessThan(0.5);
  }

  @Test
  void whatCannotBeIsRefused() {
    Stripes images = new Stripes(6, 1);
    ClassWeights stray = new ClassWeights.Given(Map.of("dotted", 2.0));

    assertThatThrownBy(() -> ClassSampling.weights(stray, images, Task.SINGLE_LABEL))
        .isInstanceOf(TaskException.class)
        .hasMessage(
            "classWeights: found a weight for \"dotted\"; the labels are across, upright, slanted");
    assertThatThrownBy(
            () -> ClassSampling.weights(new ClassWeights.Balanced(), images, Task.REGRESSION))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "sampling: found one with the task regression; images are drawn by their class, of which these have none. Leave it out");
    assertThatThrownBy(
            () -> ClassSampling.weights(ONLY_SLANTED, new Stripes(2, 1), Task.SINGLE_LABEL))
        .hasMessage("sampling: found weights of 0 for all classes that 2 stripes has");
    assertThatThrownBy(() -> TrainingPlan.builder().shuffle(false).sampling(ONLY_SLANTED).build())
        .isInstanceOf(TrainingException.class)
        .hasMessage("sampling: found one without shuffle; images that are drawn have no order");
  }
}
