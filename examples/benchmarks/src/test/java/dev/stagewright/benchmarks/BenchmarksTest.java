package dev.stagewright.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Input;
import dev.stagewright.dsl.Nonlinearity;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;
import java.util.Collection;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Every benchmark runs, once, on a small network; nothing is timed here. */
class BenchmarksTest {

  @ResNet(
      input = @Input(height = 16, width = 16, channels = 3),
      nonlinearity = Nonlinearity.ELU,
      alpha = 1.0)
  @Stem(filters = 8, kernel = 3, stride = 1, padding = 1)
  @Stage(
      blocks = 1,
      filters = {8, 8, 16})
  @Head(pool = 7, classes = 4)
  interface SmallNet {}

  @ParameterizedTest
  @ValueSource(strings = {"f32", "bf16", "dl4j"})
  void run(String on) throws RunnerException {
    var options =
        new OptionsBuilder()
            .include("dev.stagewright.benchmarks.*")
            .param("network", "SmallNet")
            .param("on", on)
            .mode(Mode.SingleShotTime)
            .warmupIterations(0)
            .measurementIterations(1)
            .forks(0)
            .shouldFailOnError(true)
            .verbosity(VerboseMode.SILENT)
            .build();
    Collection<RunResult> results = new Runner(options).run();
    // Predictions, steps with two optimizers, and two kinds of updates of 7 optimizers, 2 flavors.
    assertThat(results).hasSize(3 + 7 * 2 * 2);
  }
}
