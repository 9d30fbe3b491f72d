package dev.stagewright.report.run;

import dev.stagewright.errors.Brief;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * {@code plan.yaml}: settings, which may lie in each other, and the command line that began the
 * run. Read without knowing what settings there are, so that a plan of any version can be shown.
 *
 * @param settings by name, those in others with a dot between; lists of plain values in one text
 * @param command a line for a shell; empty if a program began the run
 */
record PlanFile(Map<String, String> settings, Optional<String> command) {

  static final String NAME = "plan.yaml";

  private static final String COMMAND = "command";
  private static final String FORMAT = "format";

  static PlanFile read(Path file) {
    Object tree;
    try {
      tree = new Load(LoadSettings.builder().build()).loadFromString(Files.readString(file));
    } catch (IOException e) {
      throw new ReportException(file + ": cannot be read: " + e, e);
    } catch (YamlEngineException e) {
      String why = Brief.of(String.valueOf(e.getMessage()));
      throw new ReportException("%s: is not YAML: %s".formatted(file, why), e);
    }
    if (!(tree instanceof Map<?, ?> members)) {
      throw new ReportException(
          file + ": found no settings; expected a line \"name: value\" for each", null);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    members.forEach(
        (name, value) -> {
          if (!COMMAND.equals(name) && !FORMAT.equals(name)) {
            flatten(String.valueOf(name), value, settings);
          }
        });
    return new PlanFile(settings, command(members.get(COMMAND)));
  }

  private static Optional<String> command(@Nullable Object value) {
    if (value instanceof Map<?, ?> command
        && command.get("directory") instanceof String directory
        && command.get("arguments") instanceof List<?> arguments) {
      String line =
          arguments.stream()
              .map(argument -> quoted(String.valueOf(argument)))
              .collect(Collectors.joining(" "));
      return Optional.of("cd %s && stagewright %s".formatted(quoted(directory), line));
    }
    return Optional.empty();
  }

  /** For a shell. */
  private static String quoted(String argument) {
    return argument.matches("[A-Za-z0-9_./:=,+@%-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }

  private static void flatten(String name, @Nullable Object value, Map<String, String> into) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, member) -> flatten(name + "." + key, member, into));
    } else if (value instanceof List<?> list && list.stream().anyMatch(PlanFile::isTree)) {
      for (int i = 0; i < list.size(); i++) {
        flatten(name + "." + (i + 1), list.get(i), into);
      }
    } else if (value instanceof List<?> list) {
      into.put(name, list.stream().map(String::valueOf).collect(Collectors.joining(", ")));
    } else {
      into.put(name, value == null ? "none" : value.toString());
    }
  }

  private static boolean isTree(@Nullable Object value) {
    return value instanceof Map || value instanceof List;
  }
}
