package dev.stagewright.cli;

import dev.stagewright.errors.Printable;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.weights.InitialWeights;
import dev.stagewright.weights.LayerWeights;
import dev.stagewright.weights.LoadMode;
import dev.stagewright.weights.WeightFile;
import dev.stagewright.weights.WeightReport;
import dev.stagewright.weights.WeightReport.Mismatch;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;

/** How weights of a file come into a network; shared by the commands that load some. */
final class WeightOptions {

  @Option(
      names = "--rename",
      paramLabel = "FROM=TO",
      description =
          "The layer FROM of the weights file is the network's layer TO. May be repeated.")
  private List<String> renames = List.of();

  @Option(
      names = "--skip-mismatch",
      description = "Layers whose shapes in the weights file differ keep their initial weights.")
  private boolean skipMismatch;

  private Map<String, String> renames() {
    return GivenOptions.pairs("--rename", "FROM=TO", renames);
  }

  boolean skipsMismatches() {
    return skipMismatch;
  }

  /** Refuses the options where no weights are loaded. */
  void requireUnused(String why) {
    if (!renames.isEmpty() || skipMismatch) {
      throw CommandException.usage(
          (skipMismatch ? "--skip-mismatch" : "--rename") + ": has no effect: " + why);
    }
  }

  /** Reads a file of weights, or a model that train saved, and renames its layers. */
  WeightFile read(Path path, Function<Path, TrainedModel> models) {
    return stored(path, models).renamed(renames());
  }

  private static WeightFile stored(Path path, Function<Path, TrainedModel> models) {
    return WeightFile.isModel(path)
        ? WeightFile.of(path, models.apply(path).graph())
        : WeightFile.read(path);
  }

  /** Sets weights of which every layer of the network must have its own. */
  void loadAll(NetworkBuilder<?> builder, String weights, Function<Path, TrainedModel> models) {
    // With the rules for imagenet, whose message is clearer than a mismatch.
    builder.option("weights", weights).build();
    InitialWeights parsed = InitialWeights.parse(weights);
    if (parsed instanceof InitialWeights.None) {
      requireUnused("--weights none loads nothing");
      return;
    }
    WeightFile file = file(parsed, weights, builder, models);
    LoadMode mode = skipMismatch ? LoadMode.SKIP_MISMATCH : LoadMode.COMPLETE;
    builder.weights(InitialWeights.of(file, renames(), mode, WeightOptions::requireNoneMissing));
  }

  private static void requireNoneMissing(WeightReport report) {
    if (!report.missing().isEmpty()) {
      throw CommandException.failure(
          "--weights: %s does not have the layers %s, which would stay random; if they have other names there, use --rename"
              .formatted(report.source(), printable(report.missing())));
    }
  }

  /** Sets weights to train from, and tells what starts anew. */
  void startFrom(
      NetworkBuilder<?> builder,
      String weights,
      Function<Path, TrainedModel> models,
      PrintWriter out) {
    InitialWeights parsed = InitialWeights.parse(weights);
    if (parsed instanceof InitialWeights.None) {
      requireUnused("--option weights=none loads nothing");
      return;
    }
    // The rules for imagenet do not hold: a head of other classes starts anew.
    builder.weights(InitialWeights.none());
    WeightFile file = file(parsed, weights, builder, models);
    LoadMode mode = skipMismatch ? LoadMode.SKIP_MISMATCH : LoadMode.NEW_HEAD;
    builder.weights(
        InitialWeights.of(
            file, renames(), mode, report -> tell(file.renamed(renames()), report, out)));
  }

  private static WeightFile file(
      InitialWeights parsed,
      String weights,
      NetworkBuilder<?> builder,
      Function<Path, TrainedModel> models) {
    if (!(parsed instanceof InitialWeights.ImageNet)) {
      return stored(Path.of(weights), models);
    }
    Network network = builder.build();
    return WeightFile.imagenet(network.configuration(), network.options().includeTop());
  }

  private void tell(WeightFile file, WeightReport report, PrintWriter out) {
    out.printf(
        Locale.ROOT, "Weights: %d layers from %s%n", report.loaded().size(), report.source());
    for (Mismatch mismatch : report.mismatched()) {
      out.printf(
          Locale.ROOT,
          "New: %s, which has %d %s in the file%n",
          Printable.of(mismatch.layer()),
          file.layer(mismatch.layer()).map(WeightOptions::outputs).orElseThrow(),
          skipMismatch ? "outputs" : "classes");
    }
    if (!report.missing().isEmpty()) {
      out.printf("New: %s, which the file does not have%n", printable(report.missing()));
    }
    out.flush();
  }

  private static String printable(List<String> layers) {
    return layers.stream().map(Printable::of).collect(Collectors.joining(", "));
  }

  /** The last side of a layer's first array: a kernel ends in its outputs. */
  private static long outputs(LayerWeights layer) {
    long[] shape = layer.arrays().get(0).shape();
    return shape.length == 0 ? 1 : shape[shape.length - 1];
  }
}
