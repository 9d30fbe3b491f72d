package dev.stagewright.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ClassifierHeadTest {

  private static ComputationGraph graph(Activation activation, LossFunction loss) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                    "tags",
                    new OutputLayer.Builder(loss).nIn(4).nOut(3).activation(activation).build(),
                    "in")
                .setOutputs("tags")
                .build());
    graph.init();
    return graph;
  }

  @Test
  void softmaxTellsOneOfManyLabels() {
    assertThat(ClassifierHead.of(graph(Activation.SOFTMAX, LossFunction.MCXENT)))
        .isEqualTo(new ClassifierHead("tags", 3));
  }

  /** They would be trained on one label an image, and scored by their largest output. */
  @ParameterizedTest
  @CsvSource({"SIGMOID, XENT, sigmoid", "IDENTITY, MSE, identity"})
  void headsOfOtherTasksAreRefused(Activation activation, LossFunction loss, String found) {
    ComputationGraph graph = graph(activation, loss);

    assertThatThrownBy(() -> ClassifierHead.of(graph))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "The output \"tags\" has the activation %s; expected softmax: training, scores and"
                    .formatted(found)
                + " classifiers are for one label of many. Declare @Head(task ="
                + " Task.SINGLE_LABEL), or train the graph with its own fit(...)");
  }
}
