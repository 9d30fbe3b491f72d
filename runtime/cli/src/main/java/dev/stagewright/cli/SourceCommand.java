package dev.stagewright.cli;

import dev.stagewright.catalog.LayerDescription;
import dev.stagewright.catalog.NetworkDescription;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright source NETWORK}. */
@Command(name = "source", description = "Prints the Java that was generated for a network.")
final class SourceCommand implements Runnable {

  private static final int SHOWN = 3;

  private final PrintWriter out;

  @Parameters(paramLabel = "NETWORK", description = "The annotated type's simple or binary name.")
  private String network = "";

  @Option(
      names = "--standalone",
      description = {
        "A class that needs nothing but Deeplearning4j, with",
        "the declared values and the same parameters."
      })
  private boolean standalone;

  @Mixin private final NetworkSearch search = new NetworkSearch();

  SourceCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void run() {
    NetworkDescription found = search.catalog().find(network);
    out.print(standalone ? standalone(found) : found.source());
    out.flush();
  }

  private static String standalone(NetworkDescription network) {
    if (network.standalone() != null) {
      return network.standalone();
    }
    List<LayerDescription> own =
        network.layers().stream().filter(layer -> layer.own() != null).toList();
    if (own.isEmpty()) {
      throw CommandException.failure(
          String.format(
              Locale.ROOT,
              "source --standalone: %s was compiled with stagewright-processor %s, which did not write such a class; compile it again with this version",
              network.name(),
              network.processor()));
    }
    String types =
        own.stream().map(LayerDescription::own).distinct().collect(Collectors.joining(", "));
    String names =
        own.stream().map(LayerDescription::name).limit(SHOWN).collect(Collectors.joining(", "));
    throw CommandException.usage(
        String.format(
            Locale.ROOT,
            "source --standalone: %d layer(s) of %s (%s%s) need %s, since Deeplearning4j has nothing that computes the same; leave --standalone out and use the generated class with the jar stagewright-runtime",
            own.size(),
            network.name(),
            names,
            own.size() > SHOWN ? ", ..." : "",
            types));
  }
}
