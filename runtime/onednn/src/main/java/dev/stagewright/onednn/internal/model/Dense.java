package dev.stagewright.onednn.internal.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fully connected layer before its activation.
 *
 * @param layout the order in which a map is flattened
 * @param weights [in, out], column after column
 * @param bias [out], or null
 */
public record Dense(
    String name,
    String input,
    Shape in,
    Shape shape,
    Layout layout,
    Parameter weights,
    @Nullable Parameter bias)
    implements Whole {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public List<Parameter> parameters() {
    return bias == null ? List.of(weights) : List.of(weights, bias);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.dense(this);
  }
}
