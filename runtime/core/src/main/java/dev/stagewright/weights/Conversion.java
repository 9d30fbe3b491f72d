package dev.stagewright.weights;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/** What turns an array of a file into a parameter of Deeplearning4j, and back. */
final class Conversion {

  private Conversion() {}

  /**
   * The conversion for one parameter of a layer.
   *
   * @param key Deeplearning4j's key
   * @return from the file's array to an array of the parameter's shape
   */
  static UnaryOperator<INDArray> of(WeightFile file, GraphLayer layer, String key) {
    INDArray view = layer.parameters().get(key);
    if (view == null) {
      throw new IllegalArgumentException(layer.name() + " has no parameter " + key);
    }
    if (!key.equals("W")) {
      return array -> logIf(key, array).reshape(view.shape());
    }
    if (view.rank() == 4) {
      return file.kernels()::toDl4j;
    }
    CnnToFeedForwardPreProcessor map = layer.flattened();
    // Over a 1 x 1 map both orders are the same.
    return map == null || layer.channelsFirst() == file.channelsFirst()
        ? UnaryOperator.identity()
        : kernel -> rowsReordered(kernel, map, file.channelsFirst());
  }

  /** A copy of a layer's parameters in Keras' names and layouts, kernels as [h, w, in, out]. */
  static LayerWeights toKeras(GraphLayer layer) {
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    layer
        .parameters()
        .forEach(
            (key, view) -> {
              INDArray array =
                  key.equals("log10stdev")
                      ? Transforms.exp(view.mul(2 * Math.log(10)), false)
                      : view.rank() == 4 ? view.permute(2, 3, 1, 0) : view;
              INDArray copy = array.dup('c');
              arrays.put(
                  GraphLayer.keras(key), key.equals("W") ? copy : copy.reshape(copy.length()));
            });
    return new LayerWeights(layer.name(), arrays);
  }

  /** Deeplearning4j's useLogStd keeps the logarithm of the deviation instead of the variance. */
  private static INDArray logIf(String key, INDArray array) {
    return key.equals("log10stdev") ? Transforms.log(array, true).divi(2 * Math.log(10)) : array;
  }

  /**
   * A dense kernel [rows, out] behind a flattened map, its rows in the other order: from (h, w, c)
   * to (c, h, w), or back.
   */
  private static INDArray rowsReordered(
      INDArray kernel, CnnToFeedForwardPreProcessor map, boolean fromChannelsFirst) {
    long height = map.getInputHeight();
    long width = map.getInputWidth();
    long channels = map.getNumChannels();
    long out = kernel.size(1);
    INDArray cells =
        fromChannelsFirst
            ? kernel.reshape('c', channels, height, width, out).permute(1, 2, 0, 3)
            : kernel.reshape('c', height, width, channels, out).permute(2, 0, 1, 3);
    return cells.dup('c').reshape('c', height * width * channels, out);
  }
}
