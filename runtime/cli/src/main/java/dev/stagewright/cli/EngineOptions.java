package dev.stagewright.cli;

import dev.stagewright.network.Network;
import org.deeplearning4j.nn.conf.memory.MemoryUseMode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Batch size, precision and threads; shared by the commands about the engine. */
final class EngineOptions {

  @Option(
      names = "--batch",
      paramLabel = "N",
      defaultValue = "8",
      description = "Images per batch (default: ${DEFAULT-VALUE}).")
  private int batch;

  @Mixin private final ComputeOptions compute = new ComputeOptions();

  int batch() {
    return GivenOptions.atLeast(1, "--batch", batch);
  }

  /** Does work in the precision and with the threads asked for. */
  void during(Network network, boolean training, Runnable work) {
    MemoryUseMode use = training ? MemoryUseMode.TRAINING : MemoryUseMode.INFERENCE;
    var memory = new MemoryAdvice("--batch", batch, network, use);
    compute.during(() -> memory.during(work));
  }
}
