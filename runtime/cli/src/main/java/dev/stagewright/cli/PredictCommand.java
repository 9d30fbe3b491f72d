package dev.stagewright.cli;

import dev.stagewright.engine.EngineSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagewright predict}: image files with a saved model, or arrays with a network. */
@Command(
    name = "predict",
    description = {
      "Predicts what pictures show, with models that train saved; or computes a"
          + " network's output for arrays of images, without any preprocessing."
    },
    synopsisHeading = "Usage:%n",
    customSynopsis = {
      "  stagewright predict --model FILE... [--output FILE] [OPTIONS] PATH...",
      "  stagewright predict --network NETWORK --weights FILE --input X.npy",
      "                      --output Y.npy [OPTIONS]"
    })
final class PredictCommand implements Callable<Integer> {

  private final PrintWriter out;
  private final PrintWriter err;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "16",
      description = "How many images to compute at once (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "For pictures: a table of all predictions, .csv or .jsonl, a row a picture: path, label,"
              + " probability, error, and p:CLASS of every class or value:NAME. For arrays: where"
              + " the network's output goes, in its own layout, .npy.")
  private @Nullable Path output;

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
  public Integer call() {
    GivenOptions.atLeast(1, "--batch-size", batchSize);
    if (given.has("--model") == given.has("--network")) {
      throw CommandException.usage(
          "expected either --model, for pictures, or --network, for arrays");
    }
    if (given.has("--model")) {
      given.refuse(
          "with --model, which has a network with weights",
          "--weights",
          "--rename",
          "--skip-mismatch",
          "--option");
      given.refuse("with --model, which takes pictures", "--input");
      EngineSettings settings = compute.settings();
      return images.predict(
          path -> allowed.loadAlone(path, search, settings), batchSize, output, out, err);
    } else {
      images.refuse();
      given.require("--network", "--weights", "--input", "--output");
      options.refuse("weights", "--weights names them");
      Path file = Objects.requireNonNull(output);
      arrays.compute(search, options, allowed, compute.settings(), batchSize, file, out, err);
      return 0;
    }
  }
}
