package dev.stagewright.weights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.model.TinyGraph;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** Weights that were trained with another nonlinearity are told of. */
class NonlinearitiesTest {

  private static final String RELU_INTO_ELU =
      "The weights were trained with relu, and this network has elu: they are a start for fine-tuning, no more. The normalizations' means and variances do not fit either; have them estimated anew (reestimateStatistics, --reestimate-statistics 50)";

  private final ComputationGraph elu = TinyGraph.build();
  private final WeightFile relu =
      WeightFile.of(Path.of("relu.zip"), TinyGraph.build(new ActivationReLU()));

  private static WeightReport load(WeightFile file, ComputationGraph graph) {
    return WeightLoader.load(file, graph, LoadMode.STRICT);
  }

  @Test
  void aModelsAreThoseOfItsLayers() {
    assertThat(relu.nonlinearities()).containsExactly("relu");
    assertThat(load(relu, elu).nonlinearity()).isEqualTo(RELU_INTO_ELU);
    assertThat(load(WeightFile.of(Path.of("elu.zip"), elu), TinyGraph.build()).nonlinearity())
        .isNull();
  }

  private WeightFile telling(String name, Set<String> nonlinearities) {
    return new WeightFile(
        Path.of(name), "any", relu.channelsFirst(), relu.layers(), "", Map.of(), nonlinearities);
  }

  @Test
  void aReleasesAreKnownByItsName() {
    String release = "resnet50_weights_tf_dim_ordering_tf_kernels.h5";

    assertThat(load(telling(release, Set.of()), elu).nonlinearity()).isEqualTo(RELU_INTO_ELU);
  }

  @Test
  void aFileThatDoesNotTellIsNotTalkedOf() {
    assertThat(load(telling("w.h5", Set.of()), elu).nonlinearity()).isNull();
  }

  @Test
  void renamedFilesKeepTheirs() {
    assertThat(relu.renamed(name -> "a_" + name).nonlinearities()).containsExactly("relu");
  }
}
