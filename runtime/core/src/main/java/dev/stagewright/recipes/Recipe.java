package dev.stagewright.recipes;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagewright.errors.Spelling;
import dev.stagewright.training.RunLength;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Settings of training runs that work, with where they come from:
 *
 * <pre>{@code
 * Setup setup = Recipe.named("fashion").within(Duration.ofMinutes(3));
 * var network = FashionQuickNetwork.builder().build();
 * TrainingSession.of(network, setup.input(network), setup.engine(EngineSettings.chosen()))
 *     .run(setup.plan(), images);
 * }</pre>
 *
 * <p>A file has the keys of {@link Setup} beside {@code description}, {@code source} and {@code
 * variants}; those that are left out have their defaults, in {@code variants} those of the file.
 *
 * @param description what it is for
 * @param source where it comes from
 * @param setup what it says of any run
 * @param variants what it says of longer runs, by rising length
 */
public record Recipe(String description, String source, Setup setup, List<Variant> variants) {

  private static final List<String> NAMES =
      List.of("fashion", "small-color", "photos", "photos-growing");

  /**
   * What a recipe says of runs from a length on.
   *
   * @param time of runs that have a time, from which on this counts; null for none of them
   * @param epochs of runs that have epochs, from which on this counts; null for none of them
   * @param setup what it says of them
   */
  public record Variant(@Nullable Duration time, @Nullable Integer epochs, Setup setup) {

    /** Checks that it can be chosen, else throws {@link RecipeException}. */
    public Variant {
      if (time == null && epochs == null) {
        throw RecipeException.usage(
            "time, epochs: found neither; expected the length from which on the variant counts,"
                + " time in seconds or epochs or both",
            null);
      }
    }
  }

  /** Copies the list. */
  public Recipe {
    variants = List.copyOf(variants);
  }

  /**
   * The recipes that come along.
   *
   * @return their names, in the order to show
   */
  public static List<String> names() {
    return NAMES;
  }

  /**
   * A recipe that comes along.
   *
   * @param name one of {@link #names()}
   * @return the recipe
   * @throws RecipeException if there is none of this name
   */
  public static Recipe named(String name) {
    return RecipeFile.parse(name, text(name));
  }

  /**
   * The file of a recipe that comes along, with its comments.
   *
   * @param name one of {@link #names()}
   * @return YAML
   * @throws RecipeException if there is none of this name
   */
  public static String text(String name) {
    if (!NAMES.contains(name)) {
      String meant = Spelling.nearest(name, NAMES).map(" Did you mean %s?"::formatted).orElse("");
      throw RecipeException.usage(
          "recipe: found \"%s\"; expected one of %s, or a file.%s"
              .formatted(name, String.join(", ", NAMES), meant),
          null);
    }
    try (InputStream yaml =
        Objects.requireNonNull(Recipe.class.getResourceAsStream(name + ".yaml"), name)) {
      return new String(yaml.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A recipe of one's own.
   *
   * @param file YAML
   * @return the recipe
   * @throws RecipeException if it cannot be read, has an unknown key, or a value that cannot be
   */
  public static Recipe read(Path file) {
    try {
      return RecipeFile.parse(file.toString(), Files.readString(file));
    } catch (IOException e) {
      throw RecipeException.failure("%s: cannot be read: %s".formatted(file, e), e);
    }
  }

  /**
   * Reads what somebody named: a file if its name ends in {@code .yaml} or {@code .yml} or has a
   * folder, else a recipe that comes along.
   *
   * @param nameOrFile either
   * @return the recipe
   * @throws RecipeException as {@link #named} and {@link #read}
   */
  public static Recipe of(String nameOrFile) {
    return isFile(nameOrFile) ? read(Path.of(nameOrFile)) : named(nameOrFile);
  }

  /**
   * Whether somebody named a file.
   *
   * @param nameOrFile what was named
   * @return false for the name of a recipe
   */
  public static boolean isFile(String nameOrFile) {
    Path path = Path.of(nameOrFile);
    return nameOrFile.matches(".*\\.ya?ml") || path.isAbsolute() || path.getNameCount() > 1;
  }

  /**
   * The recipe as YAML that {@link #read} reads.
   *
   * @return a line for each member
   */
  public String toYaml() {
    return RecipeFile.text(this);
  }

  /**
   * What it says of a run of some time.
   *
   * @param time that the run takes
   * @return the setup of the last variant from which on it counts; its plan has that time
   */
  public Setup within(Duration time) {
    Setup chosen = last(variant -> variant.time() != null && variant.time().compareTo(time) <= 0);
    return chosen.with(chosen.plan().toBuilder().time(time).build());
  }

  /**
   * What it says of a run of some epochs.
   *
   * @param epochs at least 1
   * @return the setup of the last variant from which on it counts; its plan has these epochs
   */
  public Setup over(int epochs) {
    Setup chosen = last(variant -> variant.epochs() != null && variant.epochs() <= epochs);
    return chosen.with(
        chosen.plan().toBuilder().epochs(epochs).length(RunLength.OF_EPOCHS).build());
  }

  private Setup last(Predicate<Variant> counts) {
    return variants.stream()
        .filter(counts)
        .reduce((one, next) -> next)
        .map(Variant::setup)
        .orElse(setup);
  }
}
