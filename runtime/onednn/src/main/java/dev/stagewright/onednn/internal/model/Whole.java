package dev.stagewright.onednn.internal.model;

import dev.stagewright.onednn.internal.model.Window.Pair;
import java.util.Optional;

/** Always makes all cells of its value. */
public interface Whole extends Op {
  @Override
  default Optional<Pair> inputStride(Pair stride) {
    return Optional.empty();
  }

  @Override
  default Op strided(Pair stride, Cells cells) {
    return this;
  }
}
