package dev.stagewright.layers;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import dev.stagewright.model.TaskHead;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;

/** Losses and gradients equal what PyTorch made of stored cases; make_losses.py made them. */
class LossesTest {

  record Case(
      String kind,
      String name,
      List<List<Double>> logits,
      List<List<Double>> targets,
      double smoothing,
      double gamma,
      List<Double> no,
      List<Double> yes,
      List<Double> weights,
      double loss,
      List<List<Double>> gradient) {

    ILossFunction function() {
      return switch (kind) {
        case "softmax" -> new SoftmaxCrossEntropy(smoothing, gamma, weights);
        case "sigmoid" -> new SigmoidCrossEntropy(smoothing, gamma, no, yes);
        case "squares" -> new LossMSE();
        default -> throw new IllegalStateException(kind);
      };
    }

    IActivation activation() {
      return switch (kind) {
        case "softmax" -> new ActivationSoftmax();
        case "sigmoid" -> new ActivationSigmoid();
        default -> new ActivationIdentity();
      };
    }

    @Override
    public String toString() {
      return kind + ": " + name;
    }
  }

  static Stream<Case> cases() throws IOException {
    var file = LossesTest.class.getResourceAsStream("/dev/stagewright/layers/losses.json");
    try (Reader reader = new InputStreamReader(requireNonNull(file), StandardCharsets.UTF_8)) {
      List<Case> cases = new Gson().fromJson(reader, new TypeToken<List<Case>>() {}.getType());
      return cases.stream();
    }
  }

  private static INDArray array(List<List<Double>> rows) {
    return Nd4j.createFromArray(
        rows.stream()
            .map(row -> row.stream().mapToDouble(Double::doubleValue).toArray())
            .toArray(double[][]::new));
  }

  private static void check(Case each, DataType type, double tolerance) {
    INDArray logits = array(each.logits()).castTo(type);
    INDArray targets = array(each.targets()).castTo(type);
    ILossFunction loss = each.function();
    IActivation function = each.activation();

    var found = loss.computeGradientAndScore(targets, logits, function, null, true);

    assertThat(found.getFirst()).isCloseTo(each.loss(), relative(each.loss(), tolerance));
    INDArray gradient = found.getSecond();
    assertThat(gradient.dataType()).isEqualTo(type);
    INDArray expected = array(each.gradient()).muli(logits.size(0));
    INDArray distance = gradient.castTo(DataType.DOUBLE).sub(expected);
    double largest = expected.amaxNumber().doubleValue();
    assertThat(distance.amaxNumber().doubleValue()).isLessThan(tolerance * Math.max(1, largest));
    INDArray byExample = loss.computeScoreArray(targets, logits, function, null);
    assertThat(byExample.shape()).containsExactly(logits.size(0), 1);
    assertThat(byExample.meanNumber().doubleValue())
        .isCloseTo(each.loss(), relative(each.loss(), 1e-6));
  }

  private static Offset<Double> relative(double value, double tolerance) {
    return Offset.offset(tolerance * Math.max(1, value));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areThoseOfPyTorchInFloat64(Case each) {
    check(each, DataType.DOUBLE, 1e-12);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void areThoseOfPyTorchInFloat32(Case each) {
    check(each, DataType.FLOAT, 1e-6);
  }

  /** The gradient that trains a network's weights, through Deeplearning4j's own output layer. */
  @Test
  void aConfidentErrorTrainsInANetwork() {
    ComputationGraph graph = graph();
    graph.setParam("out_W", Nd4j.createFromArray(new float[][] {{30}, {0}}));
    graph.setInput(0, Nd4j.createFromArray(new float[][] {{1, 2}}));
    graph.setLabels(Nd4j.createFromArray(new float[][] {{0}}));

    graph.computeGradientAndScore();

    assertThat(graph.score()).isCloseTo(30, Offset.offset(1e-5));
    assertThat(graph.gradient().getGradientFor("out_W").toFloatVector()).containsExactly(1, 2);
  }

  private static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                    "out",
                    new OutputLayer.Builder(new SigmoidCrossEntropy())
                        .nIn(2)
                        .nOut(1)
                        .activation(Activation.SIGMOID)
                        .build(),
                    "in")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  /** So that a file opens without our classes; a clone in memory keeps the loss. */
  @Test
  void aFileNamesDeeplearning4jsLoss() {
    ComputationGraphConfiguration ours = graph().getConfiguration();
    String json = ours.toJson();

    assertThat(json).contains("\"@class\" : \"" + LossBinaryXENT.class.getName() + "\"");
    assertThat(json).doesNotContain("stagewright");
    assertThat(ComputationGraphConfiguration.fromJson(json).toJson()).isEqualTo(json);
    assertThat(output(ComputationGraphConfiguration.fromJson(json)).getLossFn())
        .isEqualTo(new LossBinaryXENT());
    assertThat(output(ours.clone()).getLossFn()).isEqualTo(new SigmoidCrossEntropy());
    assertThat(output(graph().clone().getConfiguration()).getLossFn())
        .isEqualTo(new SigmoidCrossEntropy());
  }

  /** Deeplearning4j makes it from JSON, as it makes what it opens; a session sets ours again. */
  @Test
  void aGraphOfAnotherTypeHasDeeplearning4jsLossUntilItIsTrained() {
    ComputationGraph converted = graph().convertDataType(DataType.DOUBLE);
    TaskHead head = TaskHead.of(converted);
    assertThat(head.loss(converted)).isEqualTo(new LossBinaryXENT());

    head.train(converted, head.task().plainLoss());

    assertThat(head.loss(converted)).isEqualTo(new SigmoidCrossEntropy());
  }

  @Test
  void transferLearningKeepsTheLoss() {
    ComputationGraph changed =
        new TransferLearning.GraphBuilder(graph())
            .fineTuneConfiguration(new FineTuneConfiguration.Builder().seed(2).build())
            .build();

    assertThat(TaskHead.of(changed).loss(changed)).isEqualTo(new SigmoidCrossEntropy());
  }

  private static OutputLayer output(ComputationGraphConfiguration configuration) {
    var vertex =
        (org.deeplearning4j.nn.conf.graph.LayerVertex)
            requireNonNull(configuration.getVertices().get("out"));
    return (OutputLayer) vertex.getLayerConf().getLayer();
  }

  @Test
  void anotherActivationIsRefused() {
    INDArray array = Nd4j.zeros(DataType.FLOAT, 1, 2);

    assertThatThrownBy(
            () ->
                new SigmoidCrossEntropy().computeGradient(array, array, new ActivationTanH(), null))
        .hasMessage(
            "SigmoidCrossEntropy trains layers with the activation ActivationSigmoid; found tanh");
  }
}
