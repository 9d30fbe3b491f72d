package dev.stagewright.cli;

import dev.stagewright.catalog.LayerDescription;
import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.catalog.NetworkDescription;
import dev.stagewright.files.OutputFile;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright summary NETWORK}. */
@Command(
    name = "summary",
    description = "Prints a network's layers as declared, with shapes, parameters and FLOPs.")
final class SummaryCommand implements Runnable {

  private final PrintWriter out;

  @Parameters(paramLabel = "NETWORK", description = "The annotated type's simple or binary name.")
  private String network = "";

  @Option(names = "--json", description = "Print it as JSON, for scripts.")
  private boolean json;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = {
        "Also write a figure of stages and blocks, with where",
        "parameters and FLOPs are; light or dark as the reader's",
        "system is."
      })
  private @Nullable Path svg;

  @Mixin private final NetworkSearch search = new NetworkSearch();

  SummaryCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void run() {
    NetworkCatalog catalog = search.catalog();
    NetworkDescription found = catalog.complete(catalog.find(network));
    if (svg != null) {
      draw(found, svg);
    }
    if (json) {
      out.println(NetworkJson.of(found));
    } else {
      print(found);
    }
    out.flush();
  }

  private static void draw(NetworkDescription network, Path file) {
    if (network.family() == null) {
      throw CommandException.failure(
          "summary --svg: %s was compiled with stagewright-processor %s, which did not describe its blocks; compile it again with this version"
              .formatted(network.name(), network.processor()));
    }
    try (OutputFile output = OutputFile.reserve(file)) {
      byte[] figure = NetworkFigure.of(network).getBytes(StandardCharsets.UTF_8);
      output.write(content -> content.write(figure));
    }
  }

  private void print(NetworkDescription found) {
    out.printf(
        Locale.ROOT,
        "%s (%s): %s%s, input %s, at least %d x %d, %d classes%n%n",
        found.name(),
        found.type(),
        found.family() == null ? "" : found.family() + ", ",
        found.nonlinearity(),
        found.input(),
        found.minimumInput().height(),
        found.minimumInput().width(),
        found.classes());
    TextTable layers =
        new TextTable("layer", "kind", "output", "parameters", "MFLOPs", "inputs", "detail");
    found.layers().forEach(layer -> add(layer, layers));
    out.print(layers);
    out.printf(
        "%nParameters: %s (%s trained). One image: %s GFLOPs, two for a multiply-add.%n",
        Numbers.grouped(found.parameters()),
        Numbers.grouped(found.trainable()),
        Numbers.billions(found.flops()));
    out.println(
        found.opensInDeeplearning4j()
            ? "A saved model opens in Deeplearning4j without Stagewright."
            : "A saved model does not open in Deeplearning4j alone: it needs "
                + String.join(", ", found.needed())
                + ".");
  }

  private static void add(LayerDescription layer, TextTable layers) {
    layers.row(
        layer.name(),
        layer.kind(),
        layer.output().stream().map(String::valueOf).collect(Collectors.joining(" x ")),
        Numbers.grouped(layer.parameters()),
        Numbers.grouped(Math.round(layer.flops() / 1e6)),
        String.join(", ", layer.inputs()),
        layer.detail() == null ? "" : layer.detail());
  }
}
