package dev.stagewright.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class UnbiasedVarianceTest {

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void takesTheUnbiasedVarianceOfTheBatch(CNN2DFormat format) {
    ComputationGraph graph = graph(format);
    UnbiasedVariance.listenTo(graph);
    UnbiasedVariance.listenTo(graph);
    INDArray nchw = Nd4j.linspace(0, 11, 12).reshape(2, 1, 2, 3).castTo(Nd4j.dataType());
    INDArray images = format == CNN2DFormat.NCHW ? nchw : nchw.permute(0, 2, 3, 1).dup('c');

    graph.fit(new INDArray[] {images}, new INDArray[] {Nd4j.eye(2)});
    double once = 0.9 * 1 + 0.1 * 13; // 0, 1, ..., 11 have the unbiased variance 13
    assertThat(graph.getParam("bn_var").getDouble(0)).isCloseTo(once, within(1e-5));

    graph.fit(new INDArray[] {images}, new INDArray[] {Nd4j.eye(2)});
    assertThat(graph.getParam("bn_var").getDouble(0)).isCloseTo(0.9 * once + 1.3, within(1e-5));
  }

  private static ComputationGraph graph(CNN2DFormat format) {
    var configuration =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("input")
            .addLayer(
                "bn",
                new BatchNormalization.Builder().dataFormat(format).useLogStd(false).build(),
                "input")
            .addLayer(
                "fc",
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(2)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "bn")
            .setOutputs("fc")
            .setInputTypes(InputType.convolutional(2, 3, 1, format))
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }
}
