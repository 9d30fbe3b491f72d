package dev.stagewright.onednn.model;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** Which layout Deeplearning4j's layers are set to. */
final class Formats {

  private Formats() {}

  /** The layout of a graph's input, from the first layer behind it that has one. */
  static Layout ofReaders(ComputationGraph graph, String value) {
    Layout layout = search(graph, value);
    if (layout == null) {
      throw new UnsupportedLayerException(value, "no layer tells the layout of this input");
    }
    return layout;
  }

  /** Whether an input is a feature map, as far as the layers behind it tell. */
  static boolean hasMap(ComputationGraph graph, String value) {
    return search(graph, value) != null;
  }

  private static @Nullable Layout search(ComputationGraph graph, String value) {
    for (var reader : graph.getConfiguration().getVertexInputs().entrySet()) {
      List<String> inputs = reader.getValue();
      if (inputs.contains(value)) {
        var vertex = graph.getVertex(reader.getKey());
        Layout own = vertex.hasLayer() ? of(vertex.getLayer().conf().getLayer()) : null;
        Layout found = own != null ? own : search(graph, reader.getKey());
        if (found != null) {
          return found;
        }
      }
    }
    return null;
  }

  private static @Nullable Layout of(Layer layer) {
    if (layer instanceof org.deeplearning4j.nn.conf.layers.misc.FrozenLayer frozen) {
      return of(frozen.getLayer());
    }
    if (layer instanceof org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop frozen) {
      return of(frozen.getUnderlying());
    }
    if (layer instanceof ConvolutionLayer convolution) {
      return of(convolution.getCnn2dDataFormat());
    }
    if (layer instanceof SubsamplingLayer pooling) {
      return of(pooling.getCnn2dDataFormat());
    }
    if (layer instanceof BatchNormalization normalization) {
      return of(normalization.getCnn2DFormat());
    }
    return null;
  }

  static Layout of(CNN2DFormat format) {
    return format == CNN2DFormat.NHWC ? Layout.NHWC : Layout.NCHW;
  }
}
