package dev.stagewright.model;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.engine.Engines;
import dev.stagewright.layers.Activations;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A network small enough for tests: two convolutions, batch normalization, ELU, an output. */
public final class TinyGraph {

  public static final InputShape SHAPE = new InputShape(12, 12, 1);

  private TinyGraph() {}

  public static ImageInput input(DataFormat format) {
    return new ImageInput(SHAPE, format, Preprocessing.TF);
  }

  public static ComputationGraph build() {
    return build(DataFormat.CHANNELS_LAST, SHAPE, 3);
  }

  public static ComputationGraph build(DataFormat format, InputShape shape, int classes) {
    return build(format, shape, classes, Activations.elu(1));
  }

  public static ComputationGraph build(IActivation activation) {
    return build(DataFormat.CHANNELS_LAST, SHAPE, 3, activation);
  }

  /** With a head for another task than one label of many. */
  public static ComputationGraph withHead(Activation activation, LossFunction loss, int outputs) {
    OutputLayer head = new OutputLayer.Builder(loss).nOut(outputs).activation(activation).build();
    return build(configuration(DataFormat.CHANNELS_LAST, SHAPE, Activations.elu(1), head));
  }

  /** Without normalization, whose statistics are those of a batch. */
  public static ComputationGraph plain(GradientNormalization clipping) {
    return build(
        new NeuralNetConfiguration.Builder()
            .seed(7)
            .l2(0.01)
            .gradientNormalization(clipping)
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(SHAPE.toDl4j(DataFormat.CHANNELS_LAST))
            .addLayer(
                "conv",
                new ConvolutionLayer.Builder(3, 3).nOut(8).activation(Activation.TANH).build(),
                "input")
            .appendLayer("pool", new GlobalPoolingLayer())
            .appendLayer(
                "output", new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
            .setOutputs("output")
            .build());
  }

  private static ComputationGraph build(
      DataFormat format, InputShape shape, int classes, IActivation activation) {
    OutputLayer head =
        new OutputLayer.Builder(LossFunction.MCXENT)
            .nOut(classes)
            .activation(Activation.SOFTMAX)
            .build();
    return build(configuration(format, shape, activation, head));
  }

  private static ComputationGraph build(ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return Engines.attach(graph); // the engine's module runs these tests on the engine
  }

  private static ComputationGraphConfiguration configuration(
      DataFormat format, InputShape shape, IActivation activation, OutputLayer head) {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .convolutionMode(ConvolutionMode.Same)
        .graphBuilder()
        .addInputs("input")
        .setInputTypes(shape.toDl4j(format))
        .addLayer("conv1", convolution(8, 1), "input")
        .appendLayer("bn1", normalization())
        .appendLayer("elu1", new ActivationLayer(activation))
        .appendLayer("conv2", convolution(8, 2))
        .appendLayer("bn2", normalization())
        .appendLayer("elu2", new ActivationLayer(activation))
        .appendLayer("pool", new GlobalPoolingLayer(PoolingType.AVG))
        .appendLayer("output", head)
        .setOutputs("output")
        .build();
  }

  private static BatchNormalization normalization() {
    return new BatchNormalization.Builder().useLogStd(false).build();
  }

  private static ConvolutionLayer convolution(int filters, int stride) {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(filters)
        .stride(stride, stride)
        .activation(Activation.IDENTITY)
        .l2(1e-3)
        .build();
  }
}
