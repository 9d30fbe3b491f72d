package dev.stagewright.network;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/**
 * A kind of block of your own, for {@code @Stage(block = MyBlock.class, ...)}. The class is public
 * and has a public constructor without arguments; a stage makes one instance for each of its
 * blocks.
 *
 * <p>Layers that are added by {@link DeclaredLayers#add} keep what they say, whatever the builder
 * of a graph around them sets for all layers; {@link GraphBuilder#addLayer} lets its penalties and
 * dropout in.
 */
public interface StageBlock {

  /**
   * Adds a block's layers to a graph, from {@link BlockSpec#input()} to a last layer or vertex that
   * is called {@link BlockSpec#output()} and makes {@link BlockSpec#outputChannels()} channels, on
   * a map that is smaller by {@link BlockSpec#stride()}: of height ceil(height / stride) and width
   * ceil(width / stride). Names of further layers come from {@link BlockSpec#layer}, so that every
   * block has its own.
   *
   * @param graph the graph that is being built
   * @param block what the stage wants
   */
  void addTo(GraphBuilder graph, BlockSpec block);
}
