package dev.stagewright.cli;

import dev.stagewright.runs.RunPlan;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A command line of {@code train} that a run or a model remembers, to be given again with some of
 * its options replaced. Relative paths become those of the folder where it was given.
 */
final class StoredCommand {

  private static final Set<String> PATHS =
      Set.of(
          "--images",
          "--labels",
          "--class-names",
          "--targets",
          "--validation",
          "--split",
          "--classpath",
          "--output",
          "--tensorboard");

  /** What may be another where it is given again. */
  private static final List<String> REPLACEABLE =
      List.of(
          "--images",
          "--table",
          "--labels",
          "--class-names",
          "--targets",
          "--validation",
          "--split",
          "--classpath",
          "--precision",
          "--threads");

  private final List<String> arguments;

  StoredCommand(RunPlan.Command command) {
    Path directory = Path.of(command.directory());
    List<String> given = split(command.arguments());
    arguments =
        IntStream.range(0, given.size())
            .mapToObj(i -> i == 0 ? given.get(0) : at(directory, given.get(i - 1), given.get(i)))
            .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Options in one word with their values in two. */
  private static List<String> split(List<String> arguments) {
    return arguments.stream()
        .flatMap(
            word -> Arrays.stream(word.startsWith("--") ? word.split("=", 2) : new String[] {word}))
        .toList();
  }

  /** A value where it leads to from anywhere. */
  private static String at(Path directory, String option, String value) {
    if (PATHS.contains(option)) {
      return Arrays.stream(value.split(File.pathSeparator))
          .map(path -> directory.resolve(path).toString())
          .collect(Collectors.joining(File.pathSeparator));
    }
    if (option.equals("--table") || option.equals(StartOptions.FROM)) {
      return ifItExists(directory, value); // else it is one in the images' archive, or imagenet
    }
    String weights = "weights=";
    return value.startsWith(weights)
        ? weights + ifItExists(directory, value.substring(weights.length()))
        : value;
  }

  private static String ifItExists(Path directory, String value) {
    Path file = directory.resolve(value);
    return Files.exists(file) ? file.toString() : value;
  }

  /** The line that trains the model of one fold alone. */
  StoredCommand ofFold(Path split, int fold, Path run) {
    return without(SplitOptions.FOLDS)
        .without("--split")
        .without("--test-share")
        .without("--group-column")
        .without(RunOptions.RUN)
        .with("--split", split.toString(), "--fold", Integer.toString(fold))
        .with(RunOptions.RUN, run.toString());
  }

  /**
   * Puts options in the place of those that are remembered.
   *
   * @param given options with their values, as they stand on a command line
   * @param reason why other options cannot be given
   */
  StoredCommand replaced(List<String> given, String reason) {
    List<String> words = split(given);
    List<String> replaced = new ArrayList<>();
    for (int i = 0; i < words.size(); i += 2) {
      String option = words.get(i);
      if (!REPLACEABLE.contains(option) || i + 1 == words.size()) {
        throw CommandException.usage(
            "%s: cannot be given %s; only %s can, with their values"
                .formatted(option, reason, String.join(", ", REPLACEABLE)));
      }
      without(option);
      replaced.add(option);
      replaced.add(at(Path.of("").toAbsolutePath(), option, words.get(i + 1)));
    }
    arguments.addAll(replaced);
    return this;
  }

  /** Removes an option with its value, as often as it is there. */
  StoredCommand without(String option) {
    for (int i = arguments.indexOf(option); i >= 0; i = arguments.indexOf(option)) {
      arguments.subList(i, Math.min(i + 2, arguments.size())).clear();
    }
    return this;
  }

  /** Adds words at the end. */
  StoredCommand with(String... words) {
    arguments.addAll(Arrays.asList(words));
    return this;
  }

  String[] toArray() {
    return arguments.toArray(String[]::new);
  }

  /** The line as a run remembers it; its paths lead to the same files from anywhere. */
  RunPlan.Command toCommand() {
    return new RunPlan.Command(Path.of("").toAbsolutePath().toString(), List.copyOf(arguments));
  }
}
