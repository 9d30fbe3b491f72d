package dev.stagewright.report.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * {@code metrics.jsonl}: an object a line with {@code epoch} and any numbers, which may lie in
 * objects. An epoch that a resumed run made again counts as it was made last.
 */
final class MetricsFile {

  static final String NAME = "metrics.jsonl";

  private static final String EPOCH = "epoch";
  private static final String STEP = "step";
  private static final String SECONDS = "seconds";

  private MetricsFile() {}

  static Curves read(Path file) {
    SortedMap<Integer, Map<String, Double>> rows = new TreeMap<>();
    JsonLines.read(
        file,
        (line, object) -> {
          Map<String, Double> row = new LinkedHashMap<>();
          flatten("", object, row);
          Double epoch = row.get(EPOCH);
          if (epoch == null || epoch < 1 || epoch != Math.rint(epoch)) {
            throw JsonLines.fault(
                file,
                line,
                "found the epoch %s; expected a number from 1".formatted(object.get(EPOCH)));
          }
          rows.put(epoch.intValue(), row);
        });
    Set<String> names = new LinkedHashSet<>();
    List<Long> steps = new ArrayList<>();
    rows.forEach(
        (epoch, row) -> {
          names.addAll(row.keySet());
          steps.add(row.getOrDefault(STEP, (double) epoch).longValue());
        });
    List<Curve> curves =
        names.stream().map(name -> new Curve(name, values(rows.values(), name))).toList();
    return new Curves(List.copyOf(rows.keySet()), steps, sums(rows.values()), curves);
  }

  private static List<Double> values(Collection<Map<String, Double>> rows, String name) {
    return rows.stream().map(row -> row.getOrDefault(name, Double.NaN)).toList();
  }

  /** An epoch's seconds are its own. */
  private static List<Double> sums(Collection<Map<String, Double>> rows) {
    List<Double> sums = new ArrayList<>();
    double sum = 0;
    for (Map<String, Double> row : rows) {
      sum += row.getOrDefault(SECONDS, 0.0);
      sums.add(sum);
    }
    return sums;
  }

  private static void flatten(String prefix, JsonObject object, Map<String, Double> into) {
    for (Map.Entry<String, JsonElement> member : object.entrySet()) {
      String name = prefix + member.getKey();
      JsonElement value = member.getValue();
      if (value.isJsonObject()) {
        flatten(name + ".", value.getAsJsonObject(), into);
      } else if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber()) {
        into.put(name, value.getAsDouble());
      }
    }
  }
}
