package dev.stagewright.cli;

import dev.stagewright.engine.EngineSettings;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagewright predict}: image files with a saved model, or arrays with a network. */
@Command(
    name = "predict",
    description = {
      "Says what image files show, with a model that train saved; or computes a network's output"
          + " for arrays of images, without any preprocessing."
    },
    synopsisHeading = "Usage:%n",
    customSynopsis = {
      "  stagewright predict --model FILE [OPTIONS] IMAGE...",
      "  stagewright predict --network NETWORK --weights FILE --input X.npy",
      "                      --output Y.npy [OPTIONS]"
    })
final class PredictCommand implements Runnable {

  private final PrintWriter out;
  private final PrintWriter err;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "16",
      description = "Images computed at once (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  // No groups of picocli's: those take an option that stands there twice for another group.
  @Mixin private final ImagePrediction images = new ImagePrediction();
  @Mixin private final ArrayPrediction arrays = new ArrayPrediction();
  @Mixin private final NetworkSearch search = new NetworkSearch();
  @Mixin private final AllowedClasses allowed = new AllowedClasses();
  @Mixin private final BuilderOptions options = new BuilderOptions();
  @Mixin private final ComputeOptions compute = new ComputeOptions();
  @Mixin private final GivenOptions given = new GivenOptions();

  PredictCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void run() {
    GivenOptions.atLeast(1, "--batch-size", batchSize);
    if (given.has("--model") == given.has("--network")) {
      throw CommandException.usage(
          "expected either --model, for image files, or --network, for arrays");
    }
    if (given.has("--model")) {
      given.refuse(
          "with --model, which has a network with weights",
          "--weights",
          "--rename",
          "--skip-mismatch",
          "--option");
      if (!given.has("--allow-class")) {
        given.refuse("with --model, which needs no network", "--classpath");
      }
      given.refuse("with --model, which takes image files", "--input", "--output");
      EngineSettings settings = compute.settings();
      images.print(path -> allowed.load(path, search, settings), batchSize, out);
    } else {
      given.refuse("with --network, which puts out arrays", "--top");
      images.refuseFiles();
      given.require("--network", "--weights", "--input", "--output");
      options.refuse("weights", "--weights names them");
      arrays.compute(search, options, allowed, compute.settings(), batchSize, out, err);
    }
  }
}
