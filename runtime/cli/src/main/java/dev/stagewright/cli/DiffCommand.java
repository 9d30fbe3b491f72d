package dev.stagewright.cli;

import dev.stagewright.catalog.CatalogException;
import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.catalog.NetworkDescription;
import dev.stagewright.network.BlockException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright diff A B}. */
@Command(
    name = "diff",
    description =
        "Compares two networks layer by layer. The exit code is diff's: 0 if they are alike, 1 if"
            + " not, 2 if they cannot be compared.")
final class DiffCommand implements Callable<Integer> {

  private final PrintWriter out;

  @Parameters(
      index = "0",
      paramLabel = "A",
      description = "The annotated type's simple or binary name.")
  private String left = "";

  @Parameters(index = "1", paramLabel = "B", description = "The same of the other one.")
  private String right = "";

  @Option(names = "--ignore-names", description = "Do not compare the names of layers.")
  private boolean ignoreNames;

  @Mixin private final NetworkSearch search = new NetworkSearch();

  DiffCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    NetworkDescription a = find(left);
    NetworkDescription b = find(right);
    NetworkDifference difference = new NetworkDifference(a, b, ignoreNames);
    out.printf("--- %s (%s)%n+++ %s (%s)%n", a.name(), a.type(), b.name(), b.type());
    out.print(difference);
    out.printf(
        Locale.ROOT,
        "%d layers alike, %d changed, %d only in %s, %d only in %s%s; parameters %s -> %s, GFLOPs %s -> %s%n",
        difference.alike(),
        difference.changed(),
        difference.onlyLeft(),
        a.name(),
        difference.onlyRight(),
        b.name(),
        ignoreNames ? "" : String.format(Locale.ROOT, ", %d renamed", difference.renamed()),
        Numbers.grouped(a.parameters()),
        Numbers.grouped(b.parameters()),
        Numbers.billions(a.flops()),
        Numbers.billions(b.flops()));
    return difference.isEmpty() ? 0 : 1;
  }

  private NetworkDescription find(String name) {
    try {
      NetworkCatalog catalog = search.catalog();
      return catalog.complete(catalog.find(name));
    } catch (CatalogException | BlockException e) {
      throw CommandException.usage(e.getMessage(), e);
    }
  }
}
