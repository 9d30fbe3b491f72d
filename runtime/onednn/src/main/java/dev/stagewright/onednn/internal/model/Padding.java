package dev.stagewright.onednn.internal.model;

import dev.stagewright.onednn.internal.model.Window.Pair;
import java.util.List;

/**
 * A map with zeros around it.
 *
 * @param before how many rows above it and columns to its left
 */
public record Padding(String name, String input, Shape in, Shape shape, Pair before)
    implements Whole {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public boolean overwritable() {
    return false; // the zeros are written once
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.padding(this);
  }
}
