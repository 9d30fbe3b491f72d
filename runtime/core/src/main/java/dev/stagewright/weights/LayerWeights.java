package dev.stagewright.weights;

import dev.stagewright.errors.Printable;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One layer's arrays.
 *
 * @param name the layer's name
 * @param arrays its arrays in the file's order; no two have the same role
 */
public record LayerWeights(String name, List<WeightArray> arrays) {

  /** Copies the list; throws {@link WeightsException} if two arrays have the same role. */
  public LayerWeights {
    arrays = List.copyOf(arrays);
    Set<ArrayRole> roles = EnumSet.noneOf(ArrayRole.class);
    for (WeightArray array : arrays) {
      if (array.role() != null && !roles.add(array.role())) {
        throw new WeightsException(
            "The layer %s has two arrays that mean %s; expected one"
                .formatted(Printable.of(name), array.role()));
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
    return arrays.stream().filter(array -> array.role() == role).findFirst();
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
