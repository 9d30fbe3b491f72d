package dev.stagewright.onednn;

import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A graph's flat gradient array by layers and parameters, as Deeplearning4j hands it out. */
final class GradientViews {

  private GradientViews() {}

  /**
   * Views of the array.
   *
   * @param order of the vertices in the array
   */
  static DefaultGradient of(GraphVertex[] vertices, int[] order, INDArray gradients) {
    DefaultGradient views = new DefaultGradient(gradients);
    for (int index : order) {
      GraphVertex vertex = vertices[index];
      // A frozen layer has no place in the gradients.
      if (vertex.hasLayer() && vertex.getLayer().getGradientsViewArray() != null) {
        Layer layer = vertex.getLayer();
        Map<String, INDArray> parts =
            layer
                .conf()
                .getLayer()
                .initializer()
                .getGradientsFromFlattened(layer.conf(), layer.getGradientsViewArray());
        parts.forEach(
            (name, view) -> views.setGradientFor(vertex.getVertexName() + "_" + name, view));
      }
    }
    return views;
  }
}
