package dev.stagewright.cli;

import dev.stagewright.recipes.Recipe;
import dev.stagewright.recipes.Setup;
import dev.stagewright.training.RunLength;
import dev.stagewright.training.TrainingPlanBuilder;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How long a training run is, as options of the command line. */
final class LengthOptions {

  private static final String EPOCHS = "--epochs";
  static final String TIME = "--time";
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,5})([smh])");

  @Option(
      names = EPOCHS,
      paramLabel = "N",
      defaultValue = "1",
      description = "How many times to go through all images (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = TIME,
      paramLabel = "N(s|m|h)",
      description =
          "Train and validate for so many seconds, minutes or hours, as 10m: the first steps are"
              + " measured, and the schedule is fitted to how many there will be.")
  private @Nullable String time;

  @Mixin private final GivenOptions given = new GivenOptions();

  /** What a recipe says of a run of this length. */
  Setup of(Recipe recipe) {
    if (time != null) {
      return recipe.within(duration(time));
    }
    return given.has(EPOCHS) ? recipe.over(epochs()) : recipe.setup();
  }

  void applyTo(TrainingPlanBuilder plan) {
    if (time != null) {
      given.refuse("with --time, which says how long the run is", EPOCHS);
      plan.time(duration(time));
    } else if (given.has(EPOCHS)) {
      plan.epochs(epochs()).length(RunLength.OF_EPOCHS);
    }
  }

  private int epochs() {
    return GivenOptions.atLeast(1, EPOCHS, epochs);
  }

  private static Duration duration(String text) {
    Matcher parts = FORM.matcher(text);
    if (!parts.matches()) {
      throw CommandException.usage(
          "--time: found \"%s\"; expected a number with s, m or h, such as 90s, 10m or 2h"
              .formatted(text));
    }
    long count = Long.parseLong(parts.group(1));
    return switch (parts.group(2)) {
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }
}
