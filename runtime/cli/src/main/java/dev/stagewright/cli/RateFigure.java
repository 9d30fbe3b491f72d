package dev.stagewright.cli;

import dev.stagewright.training.RateRange;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The losses of a range test over the logarithm of the rate, as SVG; light or dark. */
final class RateFigure {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 400;
  private static final int LEFT = 60;
  private static final int RIGHT = 20;
  private static final int TOP = 30;
  private static final int BOTTOM = 50;

  /** What lies above so many times the first loss is cut off, or the rest would be flat. */
  private static final double MOST = 1.5;

  private static final String STYLE =
      """
      text { font: 12px Helvetica, Arial, 'Liberation Sans', sans-serif; fill: #1c2330 }
      .ground { fill: #ffffff }
      .rule { stroke: #d9dee6 }
      .loss { fill: none; stroke: #9db7d5 }
      .smoothed { fill: none; stroke: #2f6db0; stroke-width: 2 }
      .rate { stroke: #c96f1e; stroke-dasharray: 4 3 }
      @media (prefers-color-scheme: dark) {
        text { fill: #e7ebf2 }
        .ground { fill: #14181f }
        .rule { stroke: #2c3440 }
        .loss { stroke: #41618a }
        .smoothed { stroke: #6ea8e8 }
        .rate { stroke: #f0a35c }
      }
      """;

  private final List<RateRange.Point> points;
  private final double lowest;
  private final double highest;
  private final StringBuilder svg = new StringBuilder();

  private RateFigure(List<RateRange.Point> points) {
    this.points = points;
    double first = points.get(0).smoothed();
    this.lowest =
        points.stream()
            .mapToDouble(RateRange.Point::smoothed)
            .filter(Double::isFinite)
            .min()
            .orElse(0);
    this.highest = Math.max(MOST * first, lowest + Math.ulp(1f));
  }

  static String of(RateRange range) {
    return new RateFigure(range.points()).draw(range);
  }

  private String draw(RateRange range) {
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"loss over learning rate\">",
        WIDTH, HEIGHT, WIDTH, HEIGHT);
    svg.append("<style>\n").append(STYLE).append("</style>\n");
    add("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>", WIDTH, HEIGHT);
    decades();
    for (double loss : new double[] {lowest, points.get(0).smoothed()}) {
      add("<text x=\"8\" y=\"%.1f\">%.3f</text>", y(loss) + 4, loss);
    }
    line("loss", RateRange.Point::loss);
    line("smoothed", RateRange.Point::smoothed);
    range.suggestion().ifPresent(this::suggestion);
    return svg.append("</svg>\n").toString();
  }

  private void decades() {
    double first = Math.ceil(Math.log10(points.get(0).rate()));
    double last = Math.log10(points.get(points.size() - 1).rate());
    for (double power = first; power <= last; power++) {
      double x = x(Math.pow(10, power));
      add(
          "<line class=\"rule\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
          x, x, TOP, HEIGHT - BOTTOM);
      add(
          "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">1e%.0f</text>",
          x, HEIGHT - BOTTOM + 20, power);
    }
    add(
        "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">learning rate</text>",
        WIDTH - RIGHT, HEIGHT - 10);
  }

  private void line(String style, ToDoubleFunction<RateRange.Point> loss) {
    StringBuilder path = new StringBuilder();
    for (RateRange.Point point : points) {
      double value = loss.applyAsDouble(point);
      if (Double.isFinite(value)) {
        path.append(
            String.format(
                Locale.ROOT, "%s%.1f %.1f", path.isEmpty() ? "M" : "L", x(point.rate()), y(value)));
      }
    }
    add("<path class=\"%s\" d=\"%s\"/>", style, path);
  }

  private void suggestion(double rate) {
    double x = x(rate);
    add(
        "<line class=\"rate\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>",
        x, x, TOP, HEIGHT - BOTTOM);
    add("<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%.2g</text>", x, TOP - 10, rate);
  }

  private double x(double rate) {
    double first = Math.log(points.get(0).rate());
    double last = Math.log(points.get(points.size() - 1).rate());
    double share = last == first ? 0 : (Math.log(rate) - first) / (last - first);
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private double y(double loss) {
    double share = (Math.min(loss, highest) - lowest) / (highest - lowest);
    return HEIGHT - BOTTOM - Math.max(share, 0) * (HEIGHT - TOP - BOTTOM);
  }

  private void add(String form, Object... values) {
    svg.append(String.format(Locale.ROOT, form, values)).append('\n');
  }
}
