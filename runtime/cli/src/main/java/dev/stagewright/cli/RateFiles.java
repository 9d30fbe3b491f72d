package dev.stagewright.cli;

import com.google.gson.GsonBuilder;
import dev.stagewright.files.OutputFile;
import dev.stagewright.training.RateRange;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the losses of a range test go besides the screen, as options of the command line. */
final class RateFiles {

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write all points and the suggestion to a file, as JSON.")
  private @Nullable Path json;

  @Option(
      names = "--csv",
      paramLabel = "FILE",
      description = "Also write all points to a file: rate,loss,smoothed.")
  private @Nullable Path csv;

  @Option(
      names = "--svg",
      paramLabel = "FILE",
      description = "Also draw the losses over the rates.")
  private @Nullable Path svg;

  private record Wanted(Path path, Function<RateRange, String> text) {}

  /** Does the test, with the files reserved before and written behind it. */
  RateRange written(Supplier<RateRange> test) {
    List<Wanted> wanted = new ArrayList<>();
    add(wanted, json, RateFiles::json);
    add(wanted, csv, RateFiles::csv);
    add(wanted, svg, RateFigure::of);
    return written(wanted, test);
  }

  private static void add(
      List<Wanted> wanted, @Nullable Path path, Function<RateRange, String> text) {
    if (path != null) {
      wanted.add(new Wanted(path, text));
    }
  }

  private static RateRange written(List<Wanted> wanted, Supplier<RateRange> test) {
    if (wanted.isEmpty()) {
      return test.get();
    }
    Wanted first = wanted.get(0);
    try (OutputFile file = OutputFile.reserve(first.path())) {
      RateRange found = written(wanted.subList(1, wanted.size()), test);
      byte[] bytes = first.text().apply(found).getBytes(StandardCharsets.UTF_8);
      file.write(content -> content.write(bytes));
      return found;
    }
  }

  /** What is not finite is null, which JSON has. */
  private static String json(RateRange found) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("suggestion", known(found.suggestion()));
    figures.put("lowest", known(found.lowest()));
    figures.put("steepest", known(found.steepest()));
    figures.put("diverged", found.diverged());
    List<Map<String, Object>> points = new ArrayList<>();
    for (RateRange.Point point : found.points()) {
      Map<String, Object> row = new LinkedHashMap<>();
      row.put("rate", point.rate());
      row.put("loss", finite(point.loss()));
      row.put("smoothed", finite(point.smoothed()));
      points.add(row);
    }
    figures.put("points", points);
    return new GsonBuilder().setPrettyPrinting().serializeNulls().create().toJson(figures);
  }

  private static @Nullable Double known(OptionalDouble value) {
    return value.isPresent() ? value.getAsDouble() : null;
  }

  private static @Nullable Double finite(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private static String csv(RateRange found) {
    StringBuilder rows = new StringBuilder("rate,loss,smoothed\n");
    for (RateRange.Point point : found.points()) {
      rows.append("%s,%s,%s\n".formatted(point.rate(), point.loss(), point.smoothed()));
    }
    return rows.toString();
  }
}
