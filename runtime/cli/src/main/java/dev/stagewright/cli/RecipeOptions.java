package dev.stagewright.cli;

import dev.stagewright.recipes.Recipe;
import dev.stagewright.recipes.Setup;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Settings that work, as an option of the command line. */
final class RecipeOptions {

  static final String RECIPE = "--recipe";

  @Option(
      names = RECIPE,
      paramLabel = "NAME|FILE",
      description =
          "Take the settings of a recipe (\"stagewright recipes\" lists them) or of a YAML file;"
              + " what else stands on the command line replaces them. A recipe may name the"
              + " network, too.")
  private @Nullable String recipe;

  /** What the recipe says of a run of some length; null without one. */
  @Nullable Setup setup(LengthOptions length) {
    return recipe == null ? null : length.of(Recipe.of(recipe));
  }
}
