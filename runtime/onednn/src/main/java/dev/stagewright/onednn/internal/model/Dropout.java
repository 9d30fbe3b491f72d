package dev.stagewright.onednn.internal.model;

import java.util.List;

/** Values of which some are dropped while training; in prediction they pass unchanged. */
public record Dropout(String name, String input, Shape shape, Mask mask) implements Elementwise {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public Dropout on(List<String> inputs, Shape other) {
    return new Dropout(name, inputs.get(0), other, mask);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dropout(this);
  }
}
