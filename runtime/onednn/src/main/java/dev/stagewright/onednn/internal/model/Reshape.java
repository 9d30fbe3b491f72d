package dev.stagewright.onednn.internal.model;

import java.util.List;

/**
 * The same numbers as a map of another shape: channels, rows and columns in this order.
 *
 * @param in the shape that they have
 */
public record Reshape(String name, String input, Shape in, Shape shape) implements Whole {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public boolean overwritable() {
    return false; // it is the input's memory
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.reshape(this);
  }
}
