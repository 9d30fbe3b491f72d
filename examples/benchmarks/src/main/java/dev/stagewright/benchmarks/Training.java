package dev.stagewright.benchmarks;

import dev.stagewright.training.Optimizer;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a training step needs on top. */
@State(Scope.Benchmark)
public class Training {

  /** What updates the parameters. */
  @Param({"nesterov", "adam"})
  public String optimizer = "";

  /**
   * Sets the optimizer.
   *
   * @throws IllegalArgumentException if it is neither {@code nesterov} nor {@code adam}
   */
  @Setup
  public void prepare(Subject subject) {
    Optimizer chosen =
        switch (optimizer) {
          case "nesterov" -> Optimizer.nesterov(1e-3, 0.9);
          case "adam" -> Optimizer.adam(1e-3);
          default ->
              throw new IllegalArgumentException(
                  "optimizer: found \"%s\"; expected nesterov or adam".formatted(optimizer));
        };
    chosen.applyTo(subject.graph());
  }
}
