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

  /** A recipe's with the values that the command line has. */
  FineTuning over(FineTuning base) {
    FineTuning said = layers.toFineTuning();
    String freezeTo = layers.freeze() ? said.freezeTo() : base.freezeTo();
    if (freezeTo.isEmpty()) {
      given.refuse("without --freeze-to", "--unfreeze-after");
    }
    int epochs = GivenOptions.atLeast(0, "--unfreeze-after", unfreezeAfter);
    return new FineTuning(
        freezeTo,
        given.or("--unfreeze-after", epochs, base.unfreezeAfter()),
        given.or("--block-decay", said.blockDecay(), base.blockDecay()));
  }
}
