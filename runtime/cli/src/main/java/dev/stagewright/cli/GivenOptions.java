package dev.stagewright.cli;

import dev.stagewright.runs.RunPlan;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** What stands on the command line: an option that would have no effect is an error. */
@Command // for picocli: a mixin without options of its own
final class GivenOptions {

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  private ParseResult parsed() {
    return Objects.requireNonNull(command).commandLine().getParseResult();
  }

  /** The command line as it was given, from the command's name on. */
  RunPlan.Command command() {
    CommandLine line = Objects.requireNonNull(command).commandLine();
    List<String> words = line.getParent().getParseResult().originalArgs();
    return new RunPlan.Command(
        Path.of("").toAbsolutePath().toString(),
        words.subList(words.indexOf(line.getCommandName()), words.size()));
  }

  boolean has(String option) {
    return parsed().hasMatchedOption(option);
  }

  /** What an option says where it is given, else what stands without it. */
  <T> T or(String option, T said, T otherwise) {
    return has(option) ? said : otherwise;
  }

  /** Refuses options that another part of the command line makes useless. */
  void refuse(String reason, String... options) {
    for (String option : options) {
      if (has(option)) {
        throw CommandException.usage("%s: has no effect %s".formatted(option, reason));
      }
    }
  }

  /** Asks for options that another one needs. */
  void require(String with, String... options) {
    String missing =
        Arrays.stream(options).filter(option -> !has(option)).collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw CommandException.usage("%s: needs %s, too".formatted(with, missing));
    }
  }

  /** Splits what a repeated option was given; no name may come twice. */
  static Map<String, String> pairs(String option, String form, List<String> values) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String value : values) {
      String[] parts = value.split("=", 2);
      if (parts.length < 2) {
        throw CommandException.usage(
            "%s: found \"%s\"; expected %s".formatted(option, value, form));
      }
      if (pairs.put(parts[0], parts[1]) != null) {
        throw CommandException.usage("%s %s: found more than once".formatted(option, parts[0]));
      }
    }
    return pairs;
  }

  /** Checks a number that has a least value. */
  static int atLeast(int least, String option, int found) {
    if (found < least) {
      throw CommandException.usage(
          String.format(Locale.ROOT, "%s: found %d; expected at least %d", option, found, least));
    }
    return found;
  }
}
