package dev.stagewright.weights;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One layer's arrays as a file holds them.
 *
 * @param name the layer's name
 * @param arrays the arrays by Keras' name: {@code kernel}, {@code bias}, {@code gamma}, {@code
 *     beta}, {@code moving_mean}, {@code moving_variance}, or as the file calls any other; in the
 *     file's order, shape and layout
 */
public record LayerWeights(String name, Map<String, INDArray> arrays) {

  /** Copies the map. */
  public LayerWeights {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }

  /**
   * One array.
   *
   * @param kind its name, such as {@code kernel}
   * @return the array as the file holds it
   * @throws WeightsException if the layer has no such array
   */
  public INDArray array(String kind) {
    INDArray array = arrays.get(kind);
    if (array == null) {
      throw new WeightsException(
          "The layer %s has no array %s; it has %s".formatted(name, kind, describe()));
    }
    return array;
  }

  /**
   * How many numbers the layer has.
   *
   * @return the sum over its arrays
   */
  public long parameters() {
    return arrays.values().stream().mapToLong(INDArray::length).sum();
  }

  /**
   * The arrays' names and shapes in words.
   *
   * @return for example {@code kernel [7, 7, 3, 64], bias [64]}
   */
  public String describe() {
    return arrays.entrySet().stream()
        .map(array -> array.getKey() + " " + Arrays.toString(array.getValue().shape()))
        .collect(Collectors.joining(", "));
  }
}
