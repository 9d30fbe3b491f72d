package dev.stagewright.report.page;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.util.ArrayList;
import java.util.List;

/**
 * Charts that a script draws on the page, each with its last values as a legend, and as a table for
 * whoever does not see it. What the script needs stands in the page as JSON.
 */
final class Charts {

  private final JsonArray drawn = new JsonArray();

  /** Adds the charts' markup. */
  void add(Html html, List<Chart> charts) {
    html.element(
        "p",
        "By epoch; the numbers are those of the last one. Point at a curve for the others, or move"
            + " to it by Tab and along it by the arrow keys. Drag to zoom in, double-click to zoom"
            + " out.",
        "class",
        "quiet help");
    html.open("div", "class", "charts").line();
    charts.forEach(chart -> add(html, chart.thinned(), chart.epochs().size()));
    html.close().line();
  }

  private void add(Html html, Chart chart, int measured) {
    String id = "plot-" + (drawn.size() + 1);
    drawn.add(json(chart, id));
    html.open("figure", "class", "chart").open("figcaption");
    html.element("h3", chart.heading()).close();
    legend(html, chart);
    int last = chart.epochs().get(chart.epochs().size() - 1);
    html.open(
            "div",
            "class",
            "plot",
            "id",
            id,
            "tabindex",
            "0",
            "role",
            "slider",
            "aria-label",
            chart.heading() + " by epoch",
            "aria-valuemin",
            String.valueOf(chart.epochs().get(0)),
            "aria-valuemax",
            String.valueOf(last),
            "aria-valuenow",
            String.valueOf(last),
            "aria-valuetext",
            spoken(chart))
        .close();
    html.open("details").element("summary", chart.heading() + " as a table");
    if (measured > chart.epochs().size()) {
      html.element(
          "p", "%s of %s epochs.".formatted(chart.epochs().size(), Figures.grouped(measured)));
    }
    table(html, chart);
    html.close().close().line();
  }

  private static void legend(Html html, Chart chart) {
    html.open("ul", "class", "legend");
    for (Line line : chart.lines()) {
      html.open("li", "class", "line-" + line.style());
      html.open("span", "class", "swatch", "aria-hidden", "true").close();
      // A line alone is what the heading says.
      html.text(line.label().equals(chart.title()) ? "" : line.label() + " ");
      html.element("b", Figures.of(line.last())).close();
    }
    html.close();
  }

  /** What is said of the last epoch. */
  private static String spoken(Chart chart) {
    StringBuilder said =
        new StringBuilder("epoch " + chart.epochs().get(chart.epochs().size() - 1));
    chart
        .lines()
        .forEach(
            line ->
                said.append(", ").append(line.label()).append(' ').append(Figures.of(line.last())));
    return said.toString();
  }

  private static void table(Html html, Chart chart) {
    List<String> heads = new ArrayList<>(List.of("epoch"));
    chart.lines().forEach(line -> heads.add(line.label()));
    Table table = Table.open(html, "numbers", chart.heading() + " by epoch", heads);
    for (int i = 0; i < chart.epochs().size(); i++) {
      int place = i;
      table.row(
          String.valueOf(chart.epochs().get(i)),
          chart.lines().stream().map(line -> Figures.of(line.values().get(place))).toList());
    }
    table.end();
  }

  private static JsonObject json(Chart chart, String id) {
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("fromZero", chart.title().contains("per second"));
    JsonArray epochs = new JsonArray();
    chart.epochs().forEach(epochs::add);
    json.add("epochs", epochs);
    JsonArray lines = new JsonArray();
    for (Line line : chart.lines()) {
      JsonObject one = new JsonObject();
      one.addProperty("label", line.label());
      one.addProperty("style", line.style());
      JsonArray values = new JsonArray();
      // What JSON has no number for is a gap. Nobody sees more than a float has.
      line.values()
          .forEach(
              value ->
                  values.add(
                      Double.isFinite(value)
                          ? new JsonPrimitive(value.floatValue())
                          : JsonNull.INSTANCE));
      one.add("values", values);
      lines.add(one);
    }
    json.add("lines", lines);
    return json;
  }

  /**
   * All charts for the script; with HTML's characters escaped, as gson does unless told otherwise.
   */
  String json() {
    return new Gson().toJson(drawn);
  }

  boolean isEmpty() {
    return drawn.isEmpty();
  }
}
