package dev.stagewright.cli;

import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.weights.InitialWeights;
import dev.stagewright.weights.WeightArray;
import dev.stagewright.weights.WeightFile;
import dev.stagewright.weights.WeightLoader;
import dev.stagewright.weights.WeightReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stagewright weights}: its two commands. */
@Command(name = "weights", description = "Inspects files of weights.")
final class WeightsCommand {

  private static final String FILE =
      "An HDF5, .keras, .weights.json or safetensors file, or a model that train saved.";

  /** {@code stagewright weights inspect FILE}. */
  @Command(name = "inspect", description = "Lists a file's layers, arrays and shapes.")
  static final class Inspect implements Runnable {

    private final PrintWriter out;

    @Parameters(paramLabel = "FILE", description = WeightsCommand.FILE)
    private Path file = Path.of("");

    @Mixin private final NetworkSearch search = new NetworkSearch();
    @Mixin private final AllowedClasses allowed = new AllowedClasses();

    Inspect(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void run() {
      WeightFile weights = new WeightOptions().read(file, path -> allowed.load(path, search));
      allowed.requireUsed();
      // Damaged values are to be found, too.
      weights.layers().forEach(layer -> layer.arrays().forEach(WeightArray::values));
      out.println(weights.describe());
    }
  }

  /** {@code stagewright weights check FILE NETWORK}. */
  @Command(
      name = "check",
      description =
          "Shows what loading a file into a network by name would do. Fails unless the"
              + " layers of both match by name and shape; with --skip-mismatch, by name.")
  static final class Check implements Callable<Integer> {

    private final PrintWriter out;

    @Parameters(index = "0", paramLabel = "FILE", description = WeightsCommand.FILE)
    private Path file = Path.of("");

    @Parameters(
        index = "1",
        paramLabel = "NETWORK",
        description = "The annotated type's simple or binary name.")
    private String network = "";

    @Mixin private final NetworkSearch search = new NetworkSearch();
    @Mixin private final AllowedClasses allowed = new AllowedClasses();
    @Mixin private final BuilderOptions options = new BuilderOptions();
    @Mixin private final WeightOptions loading = new WeightOptions();

    Check(PrintWriter out) {
      this.out = out;
    }

    @Override
    public Integer call() {
      options.refuseParameters();
      WeightFile weights = loading.read(file, path -> allowed.load(path, search));
      allowed.requireUsed();
      NetworkBuilder<?> builder = search.catalog().builder(network);
      options.applyTo(builder);
      // What the file would be loaded into; its own weights would only take time.
      builder.weights(InitialWeights.none());
      WeightReport report = WeightLoader.check(weights, builder.build().build());
      out.println(report);
      boolean names = report.missing().isEmpty() && report.unused().isEmpty();
      return report.complete() || (loading.skipsMismatches() && names) ? 0 : 1;
    }
  }
}
