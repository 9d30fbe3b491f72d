package dev.stagewright.onednn.internal.model;

import java.util.List;

/**
 * A batch normalization; the parameters are [channels].
 *
 * @param epsilon added to the variance
 * @param decay of the running statistics
 */
public record Normalization(
    String name,
    String input,
    Shape shape,
    Parameter gamma,
    Parameter beta,
    Parameter mean,
    Parameter variance,
    float epsilon,
    float decay)
    implements Elementwise {
  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  @Override
  public List<Parameter> parameters() {
    return List.of(gamma, beta, mean, variance);
  }

  @Override
  public Normalization on(List<String> inputs, Shape other) {
    return new Normalization(
        name, inputs.get(0), other, gamma, beta, mean, variance, epsilon, decay);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.normalization(this);
  }
}
