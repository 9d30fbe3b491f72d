package dev.stagewright.report;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What to call runs: as much of the ends of their paths as it takes to tell them apart. */
final class RunNames {

  private RunNames() {}

  static List<String> of(List<Path> runs) {
    List<Path> paths = runs.stream().map(run -> run.toAbsolutePath().normalize()).toList();
    int longest = paths.stream().mapToInt(Path::getNameCount).max().orElse(1);
    return IntStream.rangeClosed(1, longest)
        .mapToObj(parts -> paths.stream().map(path -> end(path, parts)).toList())
        .filter(names -> new HashSet<>(names).size() == names.size())
        .findFirst()
        .orElseGet(() -> numbered(paths));
  }

  /** The same run twice, for example. */
  private static List<String> numbered(List<Path> paths) {
    return IntStream.range(0, paths.size())
        .mapToObj(i -> "%s (%s)".formatted(end(paths.get(i), 1), i + 1))
        .toList();
  }

  private static String end(Path path, int parts) {
    int count = path.getNameCount();
    return IntStream.range(Math.max(0, count - parts), count)
        .mapToObj(i -> path.getName(i).toString())
        .collect(Collectors.joining("/"));
  }
}
