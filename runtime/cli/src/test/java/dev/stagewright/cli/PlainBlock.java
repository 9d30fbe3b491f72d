package dev.stagewright.cli;

import dev.stagewright.network.BlockSpec;
import dev.stagewright.network.DeclaredLayers;
import dev.stagewright.network.StageBlock;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.nd4j.linalg.activations.Activation;

/** A convolution and a normalization, whose gammas and betas are trained. */
public final class PlainBlock implements StageBlock {

  @Override
  public void addTo(GraphBuilder graph, BlockSpec block) {
    DeclaredLayers.add(
        graph,
        block.layer("conv"),
        new ConvolutionLayer.Builder(block.kernel(), block.kernel())
            .nIn(block.channels())
            .nOut(block.outputChannels())
            .stride(block.stride(), block.stride())
            .convolutionMode(ConvolutionMode.Same)
            .dataFormat(block.format())
            .activation(Activation.RELU)
            .build(),
        block.input());
    DeclaredLayers.add(
        graph,
        block.output(),
        new BatchNormalization.Builder()
            .nIn(block.outputChannels())
            .nOut(block.outputChannels())
            .dataFormat(block.format())
            .build(),
        block.layer("conv"));
  }
}
