package dev.stagewright.network;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A layer of batch normalization that keeps running statistics.
 *
 * @param name the layer's
 * @param mean the running mean, a view of the graph's parameters
 * @param variance the running variance, a view as well
 * @param momentum the share of a running statistic that one step leaves, below 1
 */
public record Normalization(String name, INDArray mean, INDArray variance, double momentum) {

  /**
   * Finds all of a graph, save frozen ones and those that keep the logarithm of the deviation.
   *
   * @param graph an initialized graph
   * @return its layers, in the graph's order
   */
  public static List<Normalization> of(ComputationGraph graph) {
    List<Normalization> found = new ArrayList<>();
    for (GraphVertex vertex : graph.getVertices()) {
      // A frozen layer is of another class.
      if (vertex.hasLayer()
          && vertex.getLayer()
              instanceof org.deeplearning4j.nn.layers.normalization.BatchNormalization layer) {
        INDArray mean = layer.paramTable().get("mean");
        INDArray variance = layer.paramTable().get("var");
        if (mean != null && variance != null) {
          double momentum = ((BatchNormalization) layer.conf().getLayer()).getDecay();
          found.add(new Normalization(vertex.getVertexName(), mean, variance, momentum));
        }
      }
    }
    return found;
  }
}
