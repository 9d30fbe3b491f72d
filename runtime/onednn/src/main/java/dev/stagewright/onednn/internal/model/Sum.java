package dev.stagewright.onednn.internal.model;

import java.util.List;

/** The sum of values of one shape. */
public record Sum(String name, List<String> inputs, Shape shape) implements Elementwise {
  @Override
  public Sum on(List<String> others, Shape other) {
    return new Sum(name, others, other);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.sum(this);
  }
}
