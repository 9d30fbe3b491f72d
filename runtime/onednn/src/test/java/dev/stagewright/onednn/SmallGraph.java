package dev.stagewright.onednn;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.layers.Activations;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.learning.regularization.Regularization;

/** One residual block on 12 x 12 x 3 images, in Deeplearning4j's own terms. */
final class SmallGraph {

  static final int SIDE = 12;
  static final int CLASSES = 4;

  private SmallGraph() {}

  static ComputationGraph stock(IUpdater updater, Regularization... penalties) {
    return stock(SIDE, 8, updater, penalties);
  }

  static ComputationGraph stock(
      int side, int filters, IUpdater updater, Regularization... penalties) {
    var graph =
        new NeuralNetConfiguration.Builder()
            .seed(7)
            .updater(updater)
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(InputType.convolutional(side, side, 3, CNN2DFormat.NHWC));
    graph.addLayer("conv1", convolution(filters, penalties), "input");
    graph.addLayer("bn1", norm(), "conv1");
    graph.addLayer("elu1", new ActivationLayer(Activations.elu(1)), "bn1");
    graph.addLayer("conv2", convolution(filters, penalties), "elu1");
    graph.addLayer("bn2", norm(), "conv2");
    graph.addVertex("add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bn2", "elu1");
    graph.addLayer("elu2", new ActivationLayer(Activations.elu(1)), "add");
    graph.addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "elu2");
    graph.addLayer(
        "output",
        new OutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build(),
        "pool");
    ComputationGraph stock = new ComputationGraph(graph.setOutputs("output").build());
    stock.init();
    return stock;
  }

  /** Without a shortcut, and with dropout in the middle. */
  static ComputationGraph withDropout(double keep) {
    ComputationGraph stock =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd(0.1))
                .graphBuilder()
                .addInputs("input")
                .setInputTypes(InputType.convolutional(SIDE, SIDE, 3, CNN2DFormat.NHWC))
                .addLayer("conv1", convolution(8), "input")
                .appendLayer("elu1", new ActivationLayer(Activations.elu(1)))
                .appendLayer("drop", new DropoutLayer(keep))
                .appendLayer("conv2", convolution(8))
                .appendLayer("pool", new GlobalPoolingLayer(PoolingType.AVG))
                .appendLayer(
                    "output",
                    new OutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build())
                .setOutputs("output")
                .build());
    stock.init();
    return stock;
  }

  static ComputationGraph engine(ComputationGraph stock) {
    return engine(stock, EngineSettings.DEFAULT);
  }

  static ComputationGraph engine(ComputationGraph stock, EngineSettings settings) {
    return new OneDnnEngine().attach(stock, settings);
  }

  private static org.deeplearning4j.nn.conf.layers.Layer convolution(
      int filters, Regularization... penalties) {
    return new ConvolutionLayer.Builder(3, 3)
        .padding(1, 1)
        .nOut(filters)
        .hasBias(false) // before a normalization its gradient is noise, which RMSProp amplifies
        .activation(Activation.IDENTITY)
        .dataFormat(CNN2DFormat.NHWC)
        .regularization(java.util.List.of(penalties))
        .build();
  }

  private static BatchNormalization norm() {
    return new BatchNormalization.Builder().useLogStd(false).dataFormat(CNN2DFormat.NHWC).build();
  }

  /** Noise with labels in turn. */
  static DataSet data(int batch, long seed) {
    return data(SIDE, batch, seed);
  }

  static DataSet data(int side, int batch, long seed) {
    Nd4j.getRandom().setSeed(seed + 1); // 0 would mean any
    INDArray images = Nd4j.randn(DataType.FLOAT, batch, side, side, 3);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, CLASSES);
    for (int i = 0; i < batch; i++) {
      labels.putScalar(i, (i + seed) % CLASSES, 1);
    }
    return new DataSet(images, labels);
  }
}
