package dev.stagewright.cli;

import dev.stagewright.training.FineTuning;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How layers that know something already are trained, as options of the command line. */
final class FineTuningOptions {

  @Mixin private final LayerOptions layers = new LayerOptions();

  @Option(
      names = "--unfreeze-after",
      paramLabel = "N",
      defaultValue = "0",
      description = "Train frozen layers as well after N epochs; 0 for never (default).")
  private int unfreezeAfter;

  @Mixin private final GivenOptions given = new GivenOptions();

  FineTuning toFineTuning() {
    if (!layers.freeze()) {
      given.refuse("without --freeze-to", "--unfreeze-after");
    }
    return layers
        .toFineTuning()
        .unfrozenAfter(GivenOptions.atLeast(0, "--unfreeze-after", unfreezeAfter));
  }
}
