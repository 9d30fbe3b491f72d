package dev.stagewright.network;

import java.util.ArrayList;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;

/**
 * Adds layers to a graph as they are declared; called by generated code. Deeplearning4j gives every
 * layer that has no penalties, dropout, weight noise or constraints those of the graph's builder:
 * to it, none is "not set". To a declaration it is none.
 */
public final class DeclaredLayers {

  private DeclaredLayers() {}

  /**
   * Adds a layer.
   *
   * @param graph the graph that is being built
   * @param name the layer's name
   * @param layer the layer, with all that it is to have
   * @param input the layer or input that it reads
   */
  public static void add(GraphBuilder graph, String name, Layer layer, String input) {
    add(graph, name, layer, null, input);
  }

  /**
   * Adds a layer behind a preprocessor.
   *
   * @param graph the graph that is being built
   * @param name the layer's name
   * @param layer the layer, with all that it is to have
   * @param preProcessor what turns the input into what the layer reads
   * @param input the layer or input that it reads
   */
  public static void add(
      GraphBuilder graph,
      String name,
      Layer layer,
      @Nullable InputPreProcessor preProcessor,
      String input) {
    var dropout = layer.getIDropout();
    var constraints = layer.getConstraints();
    if (layer instanceof BaseLayer base) {
      var penalties = new ArrayList<>(base.getRegularization());
      var biasPenalties = new ArrayList<>(base.getRegularizationBias());
      var noise = base.getWeightNoise();
      graph.addLayer(name, layer, preProcessor, input);
      base.setRegularization(penalties);
      base.setRegularizationBias(biasPenalties);
      base.setWeightNoise(noise);
    } else {
      graph.addLayer(name, layer, preProcessor, input);
    }
    layer.setIDropout(dropout);
    layer.setConstraints(constraints);
  }
}
