package dev.stagewright.cli;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.network.Network;
import java.util.function.Consumer;
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

  /** Does work on a network, with the settings asked for. */
  void on(Network network, boolean training, Consumer<EngineGraph> work) {
    MemoryUseMode use = training ? MemoryUseMode.TRAINING : MemoryUseMode.INFERENCE;
    var memory = new MemoryAdvice("--batch", batch, network, use);
    EngineSettings settings = compute.settings();
    memory.during(() -> work.accept(EngineGraph.of(network, settings)));
  }
}
