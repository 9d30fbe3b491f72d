package dev.stagewright.cli;

import dev.stagewright.prediction.Batching;
import dev.stagewright.serve.Limits;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How a server gathers pictures, and what it refuses. */
final class ServeLimits {

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "8",
      description =
          "At most how many pictures to compute at once (default: ${DEFAULT-VALUE}); 1"
              + " always gives the same bits.")
  private int batch;

  @Option(
      names = "--wait",
      paramLabel = "MS",
      defaultValue = "2",
      description =
          "How many milliseconds a picture waits for others to fill its batch (default:"
              + " ${DEFAULT-VALUE}).")
  private int wait;

  @Option(
      names = "--queue",
      paramLabel = "N",
      defaultValue = "128",
      description =
          "How many pictures of a model may be read, waiting or computed at the same time;"
              + " more are answered with 503 (default: ${DEFAULT-VALUE}).")
  private int queue;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "A request that takes longer is answered with 504 (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      defaultValue = "20000000",
      description = "A larger body is answered with 413 (default: ${DEFAULT-VALUE}).")
  private long bytes;

  @Option(
      names = "--max-pixels",
      paramLabel = "N",
      defaultValue = "50000000",
      description = "A picture of more pixels is answered with 413 (default: ${DEFAULT-VALUE}).")
  private long pixels;

  @Option(
      names = "--body-time",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description =
          "A body that takes longer to arrive is answered with 408 (default: ${DEFAULT-VALUE}).")
  private int bodyTime;

  @Option(
      names = "--connections",
      paramLabel = "N",
      defaultValue = "256",
      description =
          "How many connections may be open; more wait to be accepted (default: ${DEFAULT-VALUE}).")
  private int connections;

  Batching batching() {
    return new Batching(
        GivenOptions.atLeast(1, "--batch", batch),
        Duration.ofMillis(GivenOptions.atLeast(0, "--wait", wait)),
        GivenOptions.atLeast(1, "--queue", queue),
        Duration.ofSeconds(GivenOptions.atLeast(1, "--timeout", timeout)));
  }

  Limits limits() {
    return Limits.of(
        atLeastOne("--max-bytes", bytes),
        atLeastOne("--max-pixels", pixels),
        Duration.ofSeconds(GivenOptions.atLeast(1, "--body-time", bodyTime)),
        GivenOptions.atLeast(1, "--connections", connections));
  }

  private static long atLeastOne(String option, long found) {
    if (found < 1) {
      throw CommandException.usage("%s: found %s; expected at least 1".formatted(option, found));
    }
    return found;
  }
}
