package dev.stagewright.onednn.internal.model;

import dev.stagewright.onednn.internal.model.Window.Pair;
import java.util.List;
import java.util.Optional;

/** Makes each cell of its value from the same cell of every input. */
public interface Elementwise extends Op {

  /** The same operation on values of another size. */
  Elementwise on(List<String> inputs, Shape shape);

  @Override
  default Optional<Pair> inputStride(Pair stride) {
    return Optional.of(stride);
  }

  @Override
  default Op strided(Pair stride, Cells cells) {
    List<String> strided =
        inputs().stream().map(input -> cells.at(stride, input, shape())).toList();
    return on(strided, shape().every(stride));
  }
}
