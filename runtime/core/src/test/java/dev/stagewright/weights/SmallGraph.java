package dev.stagewright.weights;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A graph of three layers, with a flattened map of 4 x 3 cells between them: conv (3 -> 4 channels,
 * 3 x 2), bn, fc.
 */
final class SmallGraph {

  static final int CLASSES = 5;

  private SmallGraph() {}

  static ComputationGraph of(CNN2DFormat format) {
    return of(format, CLASSES, false);
  }

  static ComputationGraph of(CNN2DFormat format, int classes, boolean logStd) {
    var configuration =
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .graphBuilder()
            .addInputs("input")
            .addLayer(
                "conv",
                new ConvolutionLayer.Builder(3, 2).nOut(4).dataFormat(format).build(),
                "input")
            .addLayer(
                "bn",
                new BatchNormalization.Builder().dataFormat(format).useLogStd(logStd).build(),
                "conv")
            .addLayer(
                "fc",
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(classes)
                    .activation(Activation.SOFTMAX)
                    .build(),
                "bn")
            .setOutputs("fc")
            .setInputTypes(InputType.convolutional(6, 4, 3, format))
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  /** Weights that fit, from one seed, as release v0.2 names them. */
  static SmallFile weights() {
    Nd4j.getRandom().setSeed(7);
    return new SmallFile()
        .array("conv", "conv_W:0", Nd4j.randn(3, 2, 3, 4))
        .array("conv", "conv_b:0", Nd4j.randn(4))
        .array("bn", "bn_gamma_1:0", Nd4j.randn(4))
        .array("bn", "bn_beta_1:0", Nd4j.randn(4))
        .array("bn", "bn_running_mean_1:0", Nd4j.randn(4))
        .array("bn", "bn_running_std_1:0", Nd4j.rand(4).addi(0.5))
        .array("fc", "fc_W:0", Nd4j.randn(48, CLASSES).divi(4))
        .array("fc", "fc_b:0", Nd4j.randn(CLASSES));
  }

  /** An image of [1, 6, 4, 3], or the same as [1, 3, 6, 4]. */
  static INDArray image(CNN2DFormat format) {
    INDArray nhwc = Nd4j.linspace(-1, 1, 72).reshape(1, 6, 4, 3).castTo(Nd4j.dataType());
    return format == CNN2DFormat.NHWC ? nhwc : nhwc.permute(0, 3, 1, 2).dup('c');
  }
}
