package dev.stagewright.cli;

import dev.stagewright.catalog.NetworkDescription;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagewright networks}. */
@Command(name = "networks", description = "Lists the networks on the class path.")
final class NetworksCommand implements Runnable {

  private final PrintWriter out;

  @Option(
      names = "--where",
      paramLabel = "CONDITION",
      description = {
        "Only networks with a property, for example family=ResNeXt",
        "or parameters<30e6. May be repeated. Properties are name,",
        "family, convention, nonlinearity, classes, parameters,",
        "gflops, smallest."
      })
  private List<String> conditions = List.of();

  @Option(
      names = "--sort",
      paramLabel = "PROPERTY",
      defaultValue = "name",
      description = "The property to sort by.")
  private NetworkProperty order = NetworkProperty.NAME;

  @Option(names = "--json", description = "Print them as JSON, for scripts.")
  private boolean json;

  @Mixin private final NetworkSearch search = new NetworkSearch();

  NetworksCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void run() {
    var chosen =
        conditions.stream()
            .map(NetworkProperty::condition)
            .reduce(network -> true, (first, second) -> first.and(second));
    List<NetworkDescription> networks =
        search.catalog().networks().stream().filter(chosen).sorted(order.order()).toList();
    if (json) {
      out.println(NetworkJson.of(networks));
    } else if (networks.isEmpty()) {
      out.println(
          conditions.isEmpty()
              ? "No networks on the class path; --classpath adds yours."
              : "No network on the class path matches --where.");
    } else {
      out.print(table(networks));
    }
    out.flush();
  }

  private static TextTable table(List<NetworkDescription> networks) {
    TextTable table =
        new TextTable(
            "network",
            "family",
            "input",
            "smallest",
            "classes",
            "parameters",
            "GFLOPs",
            "declared in");
    networks.forEach(
        network ->
            table.row(
                network.name(),
                network.family() == null ? "" : network.family(),
                network.input(),
                network.minimumInput().height() + " x " + network.minimumInput().width(),
                network.classes(),
                Numbers.grouped(network.parameters()) + (network.isComplete() ? "" : " + blocks"),
                Numbers.billions(network.flops()),
                network.type()));
    return table;
  }
}
