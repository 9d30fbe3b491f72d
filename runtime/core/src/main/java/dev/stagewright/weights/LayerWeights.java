package dev.stagewright.weights;

import dev.stagewright.errors.Printable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One layer's arrays.
 *
 * @param name the layer's name
 * @param arrays its arrays in the file's order; no two have the same role or name
 */
public record LayerWeights(String name, List<WeightArray> arrays) {

  /** Copies the list; throws {@link WeightsException} if two arrays are the same. */
  public LayerWeights {
    arrays = List.copyOf(arrays);
    Set<String> names = new HashSet<>();
    for (WeightArray array : arrays) {
      if (!names.add(array.name())) {
        throw new WeightsException(
            "The layer %s has two arrays that mean %s; expected one"
                .formatted(Printable.of(name), Printable.of(array.name())));
      }
    }
  }

  /**
   * The array of a role.
   *
   * @param role what the array is
   * @return the array, or empty if the layer has none
   */
  public Optional<WeightArray> array(ArrayRole role) {
    return array(role.toString());
  }

  /** The array of a {@linkplain WeightArray#name name}. */
  Optional<WeightArray> array(String name) {
    return arrays.stream().filter(array -> array.name().equals(name)).findFirst();
  }

  /**
   * How many numbers the layer has.
   *
   * @return the sum over its arrays
   */
  public long parameters() {
    return arrays.stream().mapToLong(WeightArray::length).sum();
  }

  /**
   * The arrays' names and shapes in words.
   *
   * @return for example {@code kernel [7, 7, 3, 64], bias [64]}
   */
  public String describe() {
    return arrays.stream().map(WeightArray::toString).collect(Collectors.joining(", "));
  }
}
