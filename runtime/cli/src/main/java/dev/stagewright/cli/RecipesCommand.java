package dev.stagewright.cli;

import dev.stagewright.errors.Printable;
import dev.stagewright.recipes.Recipe;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code stagewright recipes [NAME]}. */
@Command(
    name = "recipes",
    description = "Lists the recipes that train --recipe takes, or prints one of them as YAML.")
final class RecipesCommand implements Runnable {

  private final PrintWriter out;

  @Parameters(
      paramLabel = "NAME|FILE",
      arity = "0..1",
      description = "A recipe, or a file of your own, which is checked and printed whole.")
  private @Nullable String recipe;

  RecipesCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void run() {
    if (recipe == null) {
      out.print(table());
    } else if (Recipe.isFile(recipe)) {
      out.print(Recipe.of(recipe).toYaml());
    } else {
      out.print(Recipe.text(recipe));
    }
    out.flush();
  }

  private static TextTable table() {
    TextTable table = new TextTable("recipe", "network", "for");
    for (String name : Recipe.names()) {
      Recipe each = Recipe.named(name);
      String network = each.setup().network();
      table.row(name, network == null ? "any" : network, Printable.of(each.description()));
    }
    return table;
  }
}
