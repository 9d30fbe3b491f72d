package dev.stagewright.report.page;

import dev.stagewright.report.run.Curve;
import dev.stagewright.report.run.CurveName;
import dev.stagewright.report.run.CurveName.Part;
import dev.stagewright.report.run.Curves;
import dev.stagewright.report.run.RunData;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The charts of runs, one for each quantity. */
final class RunCharts {

  private static final int QUIET = 0;
  private static final int MAIN = 1;

  /** Lines' styles beside the quiet one. */
  private static final int STYLES = 8;

  private RunCharts() {}

  /** One run's: what is held out over what is learned from, which is then the quiet line. */
  static List<Chart> of(Curves curves) {
    List<Chart> charts = new ArrayList<>();
    byQuantity(curves)
        .forEach(
            (quantity, parts) -> {
              List<Line> lines = new ArrayList<>();
              parts.forEach(
                  (part, curve) -> {
                    int style = part == Part.TRAINING && parts.size() > 1 ? QUIET : MAIN;
                    String label = part == Part.RUN ? quantity : part.words();
                    lines.add(new Line(label, style, curve.values()));
                  });
              charts.add(new Chart(quantity, curves.epochs(), lines));
            });
    return charts;
  }

  /**
   * Several runs' over each other, training and validation apart.
   *
   * @param names what to call them
   */
  static List<Chart> of(List<RunData> runs, List<String> names) {
    List<Map<String, Map<Part, Curve>>> all =
        runs.stream().map(run -> byQuantity(run.curves())).toList();
    Set<String> quantities = new LinkedHashSet<>();
    all.forEach(run -> quantities.addAll(run.keySet()));
    TreeSet<Integer> epochs = new TreeSet<>();
    runs.forEach(run -> epochs.addAll(run.curves().epochs()));
    List<Chart> charts = new ArrayList<>();
    for (String quantity : quantities) {
      for (Part part : Part.values()) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < runs.size(); i++) {
          Curve curve = all.get(i).getOrDefault(quantity, Map.of()).get(part);
          if (curve != null) {
            List<Double> values = spread(runs.get(i).curves().epochs(), curve, epochs);
            lines.add(new Line(names.get(i), MAIN + i % STYLES, values));
          }
        }
        if (!lines.isEmpty()) {
          String title = part == Part.RUN ? quantity : part.words() + " " + quantity;
          charts.add(new Chart(title, List.copyOf(epochs), lines));
        }
      }
    }
    return charts;
  }

  private static List<Double> spread(List<Integer> from, Curve curve, Set<Integer> onto) {
    Map<Integer, Double> values = new HashMap<>();
    for (int i = 0; i < from.size(); i++) {
      values.put(from.get(i), curve.values().get(i));
    }
    return onto.stream().map(epoch -> values.getOrDefault(epoch, Double.NaN)).toList();
  }

  /** The loss first, what is of the run itself last, the others as they come. */
  private static Map<String, Map<Part, Curve>> byQuantity(Curves curves) {
    Map<String, Map<Part, Curve>> found = new LinkedHashMap<>();
    found.put("loss", new EnumMap<>(Part.class));
    Map<String, Map<Part, Curve>> behind = new LinkedHashMap<>();
    for (Curve curve : curves.all()) {
      CurveName name = CurveName.of(curve.name());
      if (name.isMeasured() && curve.values().stream().anyMatch(Double::isFinite)) {
        (name.part() == Part.RUN ? behind : found)
            .computeIfAbsent(name.quantity(), quantity -> new EnumMap<>(Part.class))
            .put(name.part(), curve);
      }
    }
    found.putAll(behind);
    found.values().removeIf(Map::isEmpty);
    return found;
  }
}
