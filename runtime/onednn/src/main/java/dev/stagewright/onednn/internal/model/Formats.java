package dev.stagewright.onednn.internal.model;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** What the layers behind a value tell about it. */
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

  private static @Nullable Layout search(ComputationGraph graph, String value) {
    for (String reader : readers(graph, value)) {
      Layout found = of(graph, reader);
      if (found != null) {
        return found;
      }
    }
    return null;
  }

  private static List<String> readers(ComputationGraph graph, String value) {
    return graph.getConfiguration().getVertexInputs().entrySet().stream()
        .filter(reader -> reader.getValue().contains(value))
        .map(java.util.Map.Entry::getKey)
        .toList();
  }

  private static @Nullable LayerVertex layerVertex(ComputationGraph graph, String name) {
    GraphVertex vertex = graph.getConfiguration().getVertices().get(name);
    return vertex instanceof LayerVertex layer ? layer : null;
  }

  /** The layer itself, if it is a frozen one. */
  private static Layer inside(LayerVertex vertex) {
    Layer layer = vertex.getLayerConf().getLayer();
    if (layer instanceof FrozenLayer frozen) {
      return frozen.getLayer();
    }
    return layer instanceof FrozenLayerWithBackprop frozen ? frozen.getUnderlying() : layer;
  }

  private static @Nullable Layout of(ComputationGraph graph, String name) {
    LayerVertex vertex = layerVertex(graph, name);
    if (vertex == null) {
      return search(graph, name);
    }
    if (vertex.getPreProcessor() instanceof CnnToFeedForwardPreProcessor flatten) {
      return of(flatten.getFormat());
    }
    Layer layer = inside(vertex);
    if (layer instanceof ConvolutionLayer convolution) {
      return of(convolution.getCnn2dDataFormat());
    }
    if (layer instanceof SubsamplingLayer pooling) {
      return of(pooling.getCnn2dDataFormat());
    }
    if (layer instanceof ZeroPaddingLayer padding) {
      return of(padding.getDataFormat());
    }
    if (layer instanceof GlobalPoolingLayer) {
      return null; // of a map, in either layout
    }
    if (layer instanceof BatchNormalization normalization) {
      Layout beyond = search(graph, name);
      return beyond != null ? beyond : of(normalization.getCnn2DFormat());
    }
    return layer instanceof FeedForwardLayer ? Layout.VECTOR : search(graph, name);
  }

  /** How many channels, or values of a vector, an input has; 0 if no layer tells. */
  static long channels(ComputationGraph graph, String value) {
    for (String reader : readers(graph, value)) {
      LayerVertex vertex = layerVertex(graph, reader);
      long found;
      if (vertex != null
          && vertex.getPreProcessor() instanceof CnnToFeedForwardPreProcessor flatten) {
        found = flatten.getNumChannels();
      } else if (vertex != null && inside(vertex) instanceof FeedForwardLayer layer) {
        found = layer.getNIn();
      } else {
        found = channels(graph, reader);
      }
      if (found > 0) {
        return found;
      }
    }
    return 0;
  }

  static Layout of(CNN2DFormat format) {
    return format == CNN2DFormat.NHWC ? Layout.NHWC : Layout.NCHW;
  }
}
