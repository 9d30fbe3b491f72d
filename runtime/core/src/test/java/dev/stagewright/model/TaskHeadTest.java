package dev.stagewright.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.layers.SigmoidCrossEntropy;
import dev.stagewright.layers.SoftmaxCrossEntropy;
import dev.stagewright.tasks.Task;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossPoisson;

class TaskHeadTest {

  private static ComputationGraph graph(Activation activation, ILossFunction loss, int outputs) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                    "tags",
                    new OutputLayer.Builder(loss)
                        .nIn(4)
                        .nOut(outputs)
                        .activation(activation)
                        .build(),
                    "in")
                .setOutputs("tags")
                .build());
    graph.init();
    return graph;
  }

  @ParameterizedTest
  @CsvSource({
    "SOFTMAX, MCXENT, 3, SINGLE_LABEL",
    "SIGMOID, XENT, 3, MULTI_LABEL",
    "SIGMOID, XENT, 1, BINARY",
    "IDENTITY, MSE, 3, REGRESSION",
    "IDENTITY, MSE, 1, REGRESSION"
  })
  void theActivationTellsTheTask(Activation activation, LossFunction loss, int outputs, Task task) {
    assertThat(TaskHead.of(graph(activation, loss.getILossFunction(), outputs)))
        .isEqualTo(new TaskHead("tags", outputs, task));
  }

  @Test
  void oneLabelOfOneSigmoidAppliesOrNot() {
    ComputationGraph graph = graph(Activation.SIGMOID, new LossBinaryXENT(), 1);

    assertThat(TaskHead.of(graph, List.of("tag")).task()).isEqualTo(Task.MULTI_LABEL);
    assertThat(TaskHead.of(graph, List.of("no", "yes")).task()).isEqualTo(Task.BINARY);
    assertThatThrownBy(() -> TaskHead.of(graph, List.of("a", "b", "c")))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "labels: found 3 (a, b, c); the output \"tags\" answers yes or no and has two: no and"
                + " yes");
  }

  @Test
  void otherActivationsAreRefused() {
    ComputationGraph graph = graph(Activation.TANH, new LossPoisson(), 2);

    assertThatThrownBy(() -> TaskHead.of(graph))
        .isInstanceOf(ModelException.class)
        .hasMessage(
            "The output \"tags\" has the activation tanh; expected softmax (one label of many),"
                + " sigmoid (several labels, or yes and no) or identity (regression)");
  }

  @Test
  void lossesAreReplacedUnlessTheyAreTheUsersOwn() {
    ComputationGraph graph = graph(Activation.SOFTMAX, new LossMCXENT(), 2);
    TaskHead head = TaskHead.of(graph);
    ILossFunction smoothed = new SoftmaxCrossEntropy(0.1, 0, List.of());

    assertThat(head.train(graph, Optional.of(smoothed))).isTrue();
    assertThat(head.loss(graph)).isEqualTo(smoothed);
    ILossFunction plain = new SoftmaxCrossEntropy(0, 0, List.of());
    assertThat(head.plainLoss(graph)).isEqualTo(plain);
    assertThat(head.train(graph, Optional.empty())).isTrue();
    assertThat(head.loss(graph)).isEqualTo(new LossMCXENT());
    assertThat(head.plainLoss(graph)).isEqualTo(plain);

    ComputationGraph own = graph(Activation.SIGMOID, new LossPoisson(), 2);
    assertThat(TaskHead.of(own).train(own, Optional.of(new SigmoidCrossEntropy()))).isFalse();
    assertThat(TaskHead.of(own).plainLoss(own)).isEqualTo(new LossPoisson());
  }
}
