package dev.stagewright.weights;

import dev.stagewright.errors.Printable;
import dev.stagewright.files.hdf5.Hdf5Array;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A layer that was found in a file, its arrays not read yet: first everything is checked.
 *
 * @param name the layer's name
 * @param arrays the arrays by Keras' names, as in {@link LayerWeights}
 */
record StoredLayer(String name, Map<String, Hdf5Array> arrays) {

  LayerWeights read(Path path) throws IOException {
    Map<String, INDArray> values = new LinkedHashMap<>();
    for (var array : arrays.entrySet()) {
      values.put(array.getKey(), values(path, array.getKey(), array.getValue()));
    }
    return new LayerWeights(name, values);
  }

  /** The values in float32 and c order. */
  private INDArray values(Path path, String kind, Hdf5Array array) throws IOException {
    if (!array.isFloatingPoint() && ArrayKind.isKnown(kind)) {
      throw new WeightsException(
          "%s: %s of the layer %s holds %s, as a quantized model does; expected floating-point numbers. Save the model before it is quantized"
              .formatted(path, kind, Printable.of(name), array.type()));
    }
    float[] values = array.read();
    return array.shape().length == 0
        ? Nd4j.scalar(values[0])
        : Nd4j.create(values, array.shape(), 'c');
  }
}
