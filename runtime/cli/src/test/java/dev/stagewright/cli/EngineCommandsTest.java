package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagewright.engine.Engines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineCommandsTest {

  @BeforeEach
  void onlyWhereTheNativesAre() {
    assumeTrue(Engines.engine().isPresent(), Engines.status());
  }

  @Test
  void planShowsWhatIsFused() {
    Run run = Run.of("plan", "SmallElu", "--batch", 2);

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("conv1 +conv +\\S+ +f32:\\S+ +bn\\+elu +[0-9.]+"))
        .anyMatch(line -> line.matches("\\d+ steps, memory [0-9.]+ MB"));
  }

  @Test
  void aProfileEndsInTheSumOfTheTimes() {
    Run run = Run.of("plan", "SmallElu", "--batch", 2, "--training", "--profile");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .anyMatch(line -> line.matches("conv1 +conv_bwd_weights .* [0-9.]+ +[0-9.]+%"))
        .anyMatch(line -> line.matches("\\d+ steps, memory [0-9.]+ MB, [0-9.]+ ms"));
  }

  @Test
  void benchWritesItsFiguresAsJson(@TempDir Path folder) throws IOException {
    Path json = folder.resolve("figures.json");

    Run run = Run.of("bench", "--network", "SmallElu", "--batch", 2, "--runs", 2, "--json", json);

    assertThat(run.exitCode()).as(run.err()).isZero();
    JsonObject figures = JsonParser.parseString(Files.readString(json)).getAsJsonObject();
    for (String who : new String[] {"engine", "dl4j", "limit"}) {
      assertThat(figures.get(who + ".infer.img_s").getAsDouble()).as(who).isPositive();
      assertThat(figures.get(who + ".train.img_s").getAsDouble()).as(who).isPositive();
    }
    assertThat(figures.get("peak_memory_bytes").getAsLong()).isPositive();
    assertThat(figures.get("engine.train.first_s").getAsDouble()).isPositive();
  }

  @Test
  void benchTimesNoMoreThanIsAskedFor() {
    Run run =
        Run.of(
            "bench",
            "--network",
            "SmallElu",
            "--batch",
            2,
            "--runs",
            2,
            "--threads",
            1,
            "--modes",
            "infer",
            "--subjects",
            "engine");

    assertThat(run.exitCode()).as(run.err()).isZero();
    assertThat(run.out())
        .containsPattern("threads +1\\s")
        .contains("engine.infer.img_s")
        .doesNotContain("train", "limit", "dl4j");
  }

  @Test
  void aWrongNumberOfThreadsIsTold() {
    Run run = Run.of("plan", "SmallElu", "--threads", "none");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .startsWith(
            "stagewright: --threads: found \"none\"; expected a whole number of threads from 1 to ");
  }

  @Test
  void aWrongPrecisionIsToldWithTheRightOnes() {
    Run run = Run.of("plan", "SmallElu", "--precision", "f16");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err())
        .contains("--precision")
        .contains("f16")
        .containsIgnoringCase("f32")
        .containsIgnoringCase("bf16");
  }
}
