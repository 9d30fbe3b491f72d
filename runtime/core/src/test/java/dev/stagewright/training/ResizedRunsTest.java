package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Pictures grow from epoch to epoch as the plan says. */
class ResizedRunsTest {

  private static final Stripes IMAGES = new Stripes(60, 1);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);
  private static final TrainingPlan PLAN =
      TrainingPlan.builder()
          .epochs(4)
          .batchSize(20)
          .optimizer(Optimizer.adam(0.01))
          .reestimateStatistics(2)
          .resizing(
              new Resizing(List.of(new Resizing.Phase(0.5, 0.5), new Resizing.Phase(0.75, 0.75))))
          .build();

  /** Notes every batch's height. */
  private static final class Heights extends BaseTrainingListener {
    private final List<Long> seen = new ArrayList<>();

    @Override
    public void onGradientCalculation(Model model) {
      seen.add(((ComputationGraph) model).getInput(0).size(1));
    }
  }

  @Test
  void picturesGrow() {
    Heights heights = new Heights();
    ComputationGraph graph = TinyGraph.build();
    graph.setListeners(heights);
    TrainingResult result = new TrainingSession(graph, INPUT).run(PLAN, IMAGES, new Stripes(30, 2));

    assertThat(heights.seen).containsExactly(6L, 6L, 6L, 6L, 6L, 6L, 9L, 9L, 9L, 12L, 12L, 12L);
    assertThat(result.model().input()).isEqualTo(INPUT);
    assertThat(ModelScore.of(result.model(), new Stripes(30, 2), 20))
        .isEqualTo(result.last().validation());
  }

  @Test
  void aRunThatIsStoppedAmongSmallPicturesGoesOnToTheSameBits() {
    TrainingResult whole = new TrainingSession(TinyGraph.build(), INPUT).run(PLAN, IMAGES);
    TrainingSession session = new TrainingSession(TinyGraph.build(), INPUT);
    List<TrainingState> states = new ArrayList<>();
    session.listen(
        new SessionListener() {
          @Override
          public void watches(TrainingState state) {
            states.add(state);
          }

          @Override
          public void batch(BatchReport report) {
            if (states.size() == 1 && states.get(0).steps() == 5) {
              states.get(0).stop();
            }
          }
        });
    session.run(PLAN, IMAGES);
    TrainingResult continued = session.proceed(states.get(0), IMAGES);

    assertThat(continued.ending()).isEqualTo(Ending.FINISHED);
    assertThat(continued.model().graph().params()).isEqualTo(whole.model().graph().params());
  }

  @Test
  void aHeadForOneSizeIsRefused() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(TinyGraph.SHAPE.toDl4j(DataFormat.CHANNELS_FIRST))
                .addLayer("conv", new ConvolutionLayer.Builder(3, 3).nOut(2).build(), "input")
                .appendLayer(
                    "fc",
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setOutputs("fc")
                .build());
    graph.init();
    ImageInput input = new ImageInput(TinyGraph.SHAPE, DataFormat.CHANNELS_FIRST, Preprocessing.TF);

    assertThatThrownBy(() -> new TrainingSession(graph, input).run(PLAN, IMAGES))
        .isInstanceOf(TrainingException.class)
        .hasMessage(
            "resizing: found smaller pictures for a network whose head pools windows of a fixed size, so that \"fc\" takes one size only. Declare the head with @Head(pooling = Pooling.AVERAGE), or leave resizing out");
  }
}
