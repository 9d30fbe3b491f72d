package dev.stagewright.cli;

import dev.stagewright.catalog.NetworkDescription;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code stagewright networks}. */
@Command(name = "networks", description = "Lists the networks on the class path.")
final class NetworksCommand implements Runnable {

  private final PrintWriter out;

  @Mixin private final NetworkSearch search = new NetworkSearch();

  NetworksCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void run() {
    List<NetworkDescription> networks = search.catalog().networks();
    if (networks.isEmpty()) {
      out.println("No networks on the class path; --classpath adds yours.");
      return;
    }
    TextTable table =
        new TextTable("network", "input", "classes", "parameters", "GFLOPs", "declared in");
    networks.forEach(
        network ->
            table.row(
                network.name(),
                network.input(),
                network.classes(),
                Numbers.grouped(network.parameters()),
                Numbers.billions(network.flops()),
                network.type()));
    out.print(table);
    out.flush();
  }
}
