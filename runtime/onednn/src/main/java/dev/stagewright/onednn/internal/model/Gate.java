package dev.stagewright.onednn.internal.model;

import dev.stagewright.onednn.internal.model.Window.Pair;
import java.util.List;
import java.util.Optional;

/**
 * A map times a number for each channel of each image.
 *
 * @param gate a vector of as many channels
 */
public record Gate(String name, String input, String gate, Shape shape) implements Op {
  @Override
  public List<String> inputs() {
    return List.of(input, gate);
  }

  @Override
  public Optional<Pair> inputStride(Pair stride) {
    return Optional.of(stride);
  }

  @Override
  public Op strided(Pair stride, Cells cells) {
    return new Gate(name, cells.at(stride, input, shape), gate, shape.every(stride));
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.gate(this);
  }
}
