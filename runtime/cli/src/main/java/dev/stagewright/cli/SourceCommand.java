package dev.stagewright.cli;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code stagewright source NETWORK}. */
@Command(name = "source", description = "Prints the Java that was generated for a network.")
final class SourceCommand implements Runnable {

  private final PrintWriter out;

  @Parameters(paramLabel = "NETWORK", description = "The annotated type's simple or binary name.")
  private String network = "";

  @Mixin private final NetworkSearch search = new NetworkSearch();

  SourceCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void run() {
    out.print(search.catalog().find(network).source());
    out.flush();
  }
}
