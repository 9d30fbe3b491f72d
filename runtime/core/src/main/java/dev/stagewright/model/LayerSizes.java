package dev.stagewright.model;

import dev.stagewright.errors.Brief;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;

/** Counts a configuration's parameters without taking memory for them. */
final class LayerSizes {

  private LayerSizes() {}

  /**
   * The number of all layers' parameters.
   *
   * @throws IOException if a layer's size cannot be; the message names it
   */
  static long parameters(ComputationGraphConfiguration configuration) throws IOException {
    long sum = 0;
    for (Map.Entry<String, GraphVertex> vertex : configuration.getVertices().entrySet()) {
      try {
        checkProduct(vertex.getValue());
        long parameters = vertex.getValue().numParams(true);
        if (parameters < 0) {
          throw new ArithmeticException("negative");
        }
        sum = Math.addExact(sum, parameters);
      } catch (ArithmeticException e) {
        throw new IOException(
            "configuration.json: the layer \"%s\" has sizes that cannot be"
                .formatted(Brief.of(vertex.getKey())),
            e);
      }
    }
    return sum;
  }

  private static void checkProduct(GraphVertex vertex) {
    if (vertex instanceof FrozenVertex frozen) {
      checkProduct(frozen.getUnderlying());
    } else if (vertex instanceof LayerVertex layer) {
      checkProduct(layer.getLayerConf().getLayer());
    }
  }

  /**
   * Deeplearning4j multiplies sizes without noticing an overflow, so that huge layers could seem to
   * have few parameters.
   */
  private static void checkProduct(Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      checkProduct(frozen.getLayer());
    } else if (layer instanceof FrozenLayerWithBackprop frozen) {
      checkProduct(frozen.getUnderlying());
    } else if (layer instanceof BaseWrapperLayer wrapper) {
      checkProduct(wrapper.getUnderlying());
    } else if (layer instanceof PReLULayer activation) {
      product(1, activation.getInputShape());
    } else if (layer instanceof FeedForwardLayer sized) {
      // No kind of layer has more: recurrent ones have up to four gates in two directions.
      long sides = Math.addExact(sized.getNIn(), sized.getNOut());
      long most = product(8, sized.getNIn(), sized.getNOut(), sides);
      if (layer instanceof ConvolutionLayer convolution) {
        product(most, Arrays.stream(convolution.getKernelSize()).asLongStream().toArray());
      }
    }
  }

  private static long product(long start, long... sizes) {
    long product = start;
    for (long size : sizes) {
      if (size < 0) {
        throw new ArithmeticException("negative");
      }
      product = Math.multiplyExact(product, Math.max(1, size));
    }
    return product;
  }
}
