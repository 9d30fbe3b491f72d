package dev.stagewright.onednn.internal.model;

import java.util.List;

/** Vectors one behind the other. */
public record Concatenation(String name, List<String> inputs, Shape shape) implements Whole {
  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.concatenation(this);
  }
}
