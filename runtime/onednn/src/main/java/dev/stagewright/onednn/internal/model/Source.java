package dev.stagewright.onednn.internal.model;

import java.util.List;

/**
 * An array that the caller feeds.
 *
 * @param index which of the graph's inputs
 * @param layout how the caller stores it
 */
public record Source(String name, int index, Layout layout, Shape shape) implements Whole {
  @Override
  public List<String> inputs() {
    return List.of();
  }

  @Override
  public boolean overwritable() {
    return false;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.source(this);
  }
}
