package dev.stagewright.cli;

import dev.stagewright.catalog.LayerDescription;
import dev.stagewright.catalog.NetworkDescription;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stagewright summary NETWORK}. */
@Command(
    name = "summary",
    description = "Prints a network's layers as declared, with shapes, parameters and FLOPs.")
final class SummaryCommand implements Runnable {

  private final PrintWriter out;

  @Parameters(paramLabel = "NETWORK", description = "The annotated type's simple or binary name.")
  private String network = "";

  @Mixin private final NetworkSearch search = new NetworkSearch();

  SummaryCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void run() {
    NetworkDescription found = search.catalog().find(network);
    out.printf(
        Locale.ROOT,
        "%s (%s): %s, input %s, at least %d x %d, %d classes%n%n",
        found.name(),
        found.type(),
        found.nonlinearity(),
        found.input(),
        found.minimumInput().height(),
        found.minimumInput().width(),
        found.classes());
    TextTable layers = new TextTable("layer", "kind", "output", "parameters", "MFLOPs", "inputs");
    found.layers().forEach(layer -> add(layer, layers));
    out.print(layers);
    out.printf(
        "%nParameters: %s (%s trained). One image: %s GFLOPs, two for a multiply-add.%n",
        Numbers.grouped(found.parameters()),
        Numbers.grouped(found.trainable()),
        Numbers.billions(found.flops()));
  }

  private static void add(LayerDescription layer, TextTable layers) {
    layers.row(
        layer.name(),
        layer.kind(),
        layer.output().stream().map(String::valueOf).collect(Collectors.joining(" x ")),
        Numbers.grouped(layer.parameters()),
        Numbers.grouped(Math.round(layer.flops() / 1e6)),
        String.join(", ", layer.inputs()));
  }
}
