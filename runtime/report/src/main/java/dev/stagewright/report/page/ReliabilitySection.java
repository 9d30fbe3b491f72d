package dev.stagewright.report.page;

import dev.stagewright.metrics.ReliabilityDiagram;
import dev.stagewright.metrics.ReliabilityDiagram.Bin;
import dev.stagewright.report.run.Predictions;
import java.util.List;
import java.util.Locale;

/** Whether the model is right as often as it says. */
final class ReliabilitySection {

  private static final int LEFT = 44;
  private static final int TOP = 10;
  private static final int SIDE = 320;

  private ReliabilitySection() {}

  static void add(Html html, Predictions predictions) {
    ReliabilityDiagram reliability = predictions.reliability();
    String probability =
        predictions.yesOrNo()
            ? "probability of " + predictions.labels().get(1)
            : "probability of the predicted class";
    html.element(
        "p",
        "Of pictures about which the model is 80 % sure, it should get 80 % right: bars that end at"
            + " the dashed line. The mean distance over all pictures, the expected calibration"
            + " error, is %s.".formatted(Figures.percent(reliability.expectedError())));
    figure(html, reliability, probability);
    html.open("details").element("summary", "Reliability as a table");
    table(html, reliability, probability);
    html.close();
  }

  private static void figure(Html html, ReliabilityDiagram reliability, String probability) {
    html.open(
        "svg",
        "class",
        "reliability",
        "viewBox",
        "0 0 380 376",
        "role",
        "img",
        "aria-label",
        "Reliability diagram: accuracy over probability; the table below has its numbers");
    for (Bin bin : reliability.bins()) {
      if (bin.examples() > 0) {
        double height = SIDE * bin.right();
        rectangle(
            html,
            "bin",
            x(bin.from()) + 1,
            TOP + SIDE - height,
            SIDE * (bin.to() - bin.from()) - 2,
            height);
      }
    }
    rectangle(html, "frame", LEFT, TOP, SIDE, SIDE);
    html.raw(
        "<line class=\"ideal\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>"
            .formatted(LEFT, TOP + SIDE, LEFT + SIDE, TOP));
    for (double share : List.of(0.0, 0.5, 1.0)) {
      String label = Math.round(100 * share) + " %";
      text(html, "middle", x(share), TOP + SIDE + 18, label);
      text(html, "end", LEFT - 6, TOP + SIDE * (1 - share) + 4, label);
    }
    text(html, "middle", x(0.5), TOP + SIDE + 40, probability);
    html.close();
  }

  private static double x(double share) {
    return LEFT + SIDE * share;
  }

  private static void rectangle(
      Html html, String style, double x, double y, double width, double height) {
    html.raw(
        String.format(
            Locale.ROOT,
            "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
            style,
            x,
            y,
            width,
            height));
  }

  private static void text(Html html, String anchor, double x, double y, String text) {
    html.element(
        "text",
        text,
        "text-anchor",
        anchor,
        "x",
        String.format(Locale.ROOT, "%.0f", x),
        "y",
        String.format(Locale.ROOT, "%.0f", y));
  }

  private static void table(Html html, ReliabilityDiagram reliability, String probability) {
    Table table =
        Table.open(
            html,
            "numbers",
            "Pictures by the " + probability,
            List.of("probability", "pictures", "mean probability", "right"));
    for (Bin bin : reliability.bins()) {
      table.row(
          "%s to %s %%".formatted(Math.round(100 * bin.from()), Math.round(100 * bin.to())),
          List.of(
              Figures.grouped(bin.examples()),
              Figures.percent(bin.probability()),
              Figures.percent(bin.right())));
    }
    table.end();
  }
}
