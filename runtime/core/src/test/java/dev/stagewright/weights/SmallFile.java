package dev.stagewright.weights;

import io.jhdf.HdfFile;
import io.jhdf.WritableHdfFile;
import io.jhdf.api.WritableGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Writes small files in the layout of Keras 1 and 2. */
final class SmallFile {

  private final Map<String, Object> attributes = new LinkedHashMap<>();
  private final Map<String, Map<String, INDArray>> layers = new LinkedHashMap<>();

  SmallFile attribute(String name, String value) {
    attributes.put(name, value);
    return this;
  }

  /** Adds an array, named as {@code weight_names} lists it, without slashes. */
  SmallFile array(String layer, String weight, INDArray values) {
    layers.computeIfAbsent(layer, name -> new LinkedHashMap<>()).put(weight, values);
    return this;
  }

  Path write(Path path) {
    try (WritableHdfFile file = HdfFile.write(path)) {
      attributes.forEach(file::putAttribute);
      file.putAttribute("layer_names", layers.keySet().toArray(String[]::new));
      layers.forEach(
          (name, arrays) -> {
            WritableGroup group = file.putGroup(name);
            List<String> listed = new ArrayList<>();
            arrays.forEach(
                (weight, values) -> {
                  listed.add(weight);
                  group.putDataset(weight, nested(values));
                });
            group.putAttribute("weight_names", listed.toArray(String[]::new));
          });
    }
    return path;
  }

  /** An array as Java's arrays of arrays, which jHDF takes a dataset's shape from. */
  private static Object nested(INDArray values) {
    return switch (values.rank()) {
      case 1 -> values.toFloatVector();
      case 2 -> values.toFloatMatrix();
      case 4 -> {
        long[] shape = values.shape();
        float[][][][] result = new float[(int) shape[0]][(int) shape[1]][][];
        for (int i = 0; i < shape[0]; i++) {
          for (int j = 0; j < shape[1]; j++) {
            result[i][j] = values.slice(i).slice(j).toFloatMatrix();
          }
        }
        yield result;
      }
      default -> throw new IllegalArgumentException("rank " + values.rank());
    };
  }
}
