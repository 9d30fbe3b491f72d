package dev.stagewright.cli;

import dev.stagewright.training.FineTuning;
import picocli.CommandLine.Option;

/** Which layers train, and at what share of the learning rate, as options of the command line. */
final class LayerOptions {

  @Option(
      names = "--freeze-to",
      paramLabel = "STAGE",
      defaultValue = "",
      description =
          "Do not train the layers up to this stage: stem, \"stage 2\" and so on, as summary"
              + " numbers them, or a layer's name. They compute as in prediction, each picture only"
              + " once if --cache has room and nothing is random.")
  private String freezeTo = "";

  @Option(
      names = "--block-decay",
      paramLabel = "SHARE",
      defaultValue = "1",
      description =
          "Multiply the learning rate by this from block to block, from the head down to the stem,"
              + " such as 0.9; 1 for the same everywhere (default).")
  private double blockDecay;

  boolean freeze() {
    return !freezeTo.isEmpty();
  }

  FineTuning toFineTuning() {
    return FineTuning.frozenTo(freezeTo).withBlockDecay(blockDecay);
  }
}
