package dev.stagewright.onednn.internal.model;

import java.util.List;

/** A nonlinearity. */
public record Nonlinear(String name, String input, Shape shape, Function function)
    implements Elementwise {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public boolean overwritable() {
    return !function.kind().derivativeFromOutput();
  }

  @Override
  public Nonlinear on(List<String> inputs, Shape other) {
    return new Nonlinear(name, inputs.get(0), other, function);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.nonlinear(this);
  }
}
