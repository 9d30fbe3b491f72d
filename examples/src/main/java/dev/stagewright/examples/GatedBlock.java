package dev.stagewright.examples;

import dev.stagewright.layers.ChannelGate;
import dev.stagewright.network.BlockSpec;
import dev.stagewright.network.DeclaredLayers;
import dev.stagewright.network.StageBlock;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * A block of one's own: a single convolution with normalization, whose channels are weighed by what
 * a dense layer makes of their means, added to the block's input.
 */
public final class GatedBlock implements StageBlock {

  @Override
  public void addTo(GraphBuilder graph, BlockSpec block) {
    String map = normalized(graph, block, "conv", block.kernel());
    add(graph, block, "mean", mean(block.format()), map);
    add(graph, block, "weights", weights(block.outputChannels()), block.layer("mean"));
    graph.addVertex(
        block.layer("gate"), new ChannelGate(block.format()), map, block.layer("weights"));
    String shortcut =
        block.keepsShape() ? block.input() : normalized(graph, block, "projection", 1);
    graph.addVertex(
        block.layer("add"),
        new ElementWiseVertex(ElementWiseVertex.Op.Add),
        block.layer("gate"),
        shortcut);
    DeclaredLayers.add(
        graph, block.output(), new ActivationLayer(Activation.RELU), block.layer("add"));
  }

  /** Adds a convolution of the block's input that takes its stride, and a normalization. */
  private static String normalized(GraphBuilder graph, BlockSpec block, String name, int kernel) {
    Layer convolution =
        new ConvolutionLayer.Builder(kernel, kernel)
            .nIn(block.channels())
            .nOut(block.outputChannels())
            .stride(block.stride(), block.stride())
            .convolutionMode(ConvolutionMode.Same)
            .dataFormat(block.format())
            .weightInit(WeightInit.RELU)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .regularization(block.penalty().toDl4j())
            .build();
    Layer normalization =
        new BatchNormalization.Builder()
            .nIn(block.outputChannels())
            .nOut(block.outputChannels())
            .useLogStd(false)
            .dataFormat(block.format())
            .build();
    add(graph, block, name, convolution, block.input());
    add(graph, block, name + "_norm", normalization, block.layer(name));
    return block.layer(name + "_norm");
  }

  private static GlobalPoolingLayer mean(CNN2DFormat format) {
    int[] heightAndWidth = format == CNN2DFormat.NHWC ? new int[] {1, 2} : new int[] {2, 3};
    return new GlobalPoolingLayer.Builder(PoolingType.AVG)
        .poolingDimensions(heightAndWidth)
        .build();
  }

  private static DenseLayer weights(int channels) {
    return new DenseLayer.Builder()
        .nIn(channels)
        .nOut(channels)
        .weightInit(WeightInit.XAVIER)
        .activation(Activation.SIGMOID)
        .build();
  }

  private static void add(
      GraphBuilder graph, BlockSpec block, String name, Layer layer, String input) {
    DeclaredLayers.add(graph, block.layer(name), layer, input);
  }
}
