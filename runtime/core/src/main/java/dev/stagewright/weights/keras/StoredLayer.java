package dev.stagewright.weights.keras;

import dev.stagewright.errors.Printable;
import dev.stagewright.files.hdf5.Hdf5Array;
import dev.stagewright.files.hdf5.Hdf5Exception;
import dev.stagewright.weights.ArrayRole;
import dev.stagewright.weights.LayerWeights;
import dev.stagewright.weights.WeightArray;
import dev.stagewright.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A layer as it is in a file.
 *
 * @param name the layer's name
 * @param arrays the arrays by Keras' names of the {@link ArrayKind}s, or as the file calls them
 */
record StoredLayer(String name, Map<String, Hdf5Array> arrays) {

  /** The layer with its kernels as [height, width, in, out]. */
  LayerWeights toWeights(Path path, KernelLayout kernels) {
    List<WeightArray> converted = new ArrayList<>();
    arrays.forEach((kind, array) -> converted.add(toArray(path, kind, array, kernels)));
    return new LayerWeights(name, converted);
  }

  private WeightArray toArray(Path path, String kind, Hdf5Array array, KernelLayout kernels) {
    ArrayRole role = ArrayKind.role(kind);
    if (!array.isFloatingPoint() && role != null) {
      throw new WeightsException(
          "%s: %s of the layer %s holds %s, as a quantized model does; expected floating-point numbers. Save the model before it is quantized"
              .formatted(path, kind, Printable.of(name), array.type()));
    }
    if (role == ArrayRole.KERNEL && array.shape().length == 4) {
      return new WeightArray(
          kind, role, kernels.shape(array.shape()), () -> kernels.values(values(path, array)));
    }
    return new WeightArray(kind, role, array.shape(), () -> values(path, array));
  }

  /** The values in float32 and c order. */
  private static INDArray values(Path path, Hdf5Array array) {
    try {
      float[] values = array.read();
      return array.shape().length == 0
          ? Nd4j.scalar(values[0])
          : Nd4j.create(values, array.shape(), 'c');
    } catch (Hdf5Exception e) {
      throw new WeightsException(path + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new WeightsException(path + " cannot be read: " + e.getMessage(), e);
    }
  }
}
