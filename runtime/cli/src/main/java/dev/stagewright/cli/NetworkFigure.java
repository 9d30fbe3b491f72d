package dev.stagewright.cli;

import dev.stagewright.catalog.LayerDescription;
import dev.stagewright.catalog.NetworkDescription;
import dev.stagewright.catalog.NetworkPart;
import dev.stagewright.catalog.NetworkPart.Kind;
import java.util.List;
import java.util.Locale;

/**
 * A figure of a network, as SVG: a row for the stem, every stage and the head, with its blocks, its
 * shape, and its share of the parameters and FLOPs. Light or dark as the reader's system is.
 */
final class NetworkFigure {

  private static final int WIDTH = 980;
  private static final int MARGIN = 32;
  private static final int TOP = 118;
  private static final int ROW = 70;
  private static final int BLOCKS = 160;
  private static final int BLOCKS_WIDTH = 400;
  private static final int PITCH = 40;
  private static final int[] BARS = {600, 790};
  private static final int BAR = 150;
  private static final int LEGEND = 180;

  /** As many letters of a caption as fit beside the bars. */
  private static final int CAPTION = 66;

  private static final String STYLE =
      """
      text { font: 13px Helvetica, Arial, 'Liberation Sans', sans-serif; fill: #1c2330 }
      .name { font-size: 22px; font-weight: bold }
      .part { font-weight: bold }
      .quiet { font-size: 12px; fill: #566072 }
      .ground { fill: #ffffff }
      .rule { stroke: #d9dee6 }
      .path { fill: none; stroke: #566072 }
      .plain { fill: #dce8f6; stroke: #2f6db0 }
      .changes { fill: #2f6db0; stroke: #2f6db0 }
      .own { fill: #e9ecf1; stroke: #566072 }
      .parameters { fill: #2f6db0 }
      .flops { fill: #c96f1e }
      .track { fill: #eef1f5 }
      @media (prefers-color-scheme: dark) {
        text { fill: #e7ebf2 }
        .quiet { fill: #9aa5b8 }
        .ground { fill: #14181f }
        .rule { stroke: #2c3440 }
        .path { stroke: #9aa5b8 }
        .plain { fill: #1f3550; stroke: #6ea8e8 }
        .changes { fill: #6ea8e8; stroke: #6ea8e8 }
        .own { fill: #2c3440; stroke: #9aa5b8 }
        .parameters { fill: #6ea8e8 }
        .flops { fill: #f0a35c }
        .track { fill: #222933 }
      }
      """;

  private final NetworkDescription network;
  private final List<NetworkPart> parts;
  private final StringBuilder svg = new StringBuilder();

  private NetworkFigure(NetworkDescription network) {
    this.network = network;
    this.parts = NetworkPart.of(network);
  }

  /** Draws a network that is completely described. */
  static String of(NetworkDescription network) {
    return new NetworkFigure(network).draw();
  }

  private String draw() {
    int height = TOP + ROW * parts.size() + 60;
    add(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">",
        WIDTH, height, WIDTH, height, escaped(network.name()));
    svg.append("<style>\n").append(STYLE).append("</style>\n");
    add("<rect class=\"ground\" width=\"%d\" height=\"%d\"/>", WIDTH, height);
    head();
    for (int i = 0; i < parts.size(); i++) {
      row(parts.get(i), TOP + ROW * i);
    }
    foot(TOP + ROW * parts.size());
    return svg.append("</svg>\n").toString();
  }

  private void head() {
    text("name", MARGIN, 44, network.name());
    text(
        "quiet",
        MARGIN,
        68,
        "%s%s, input %s, %s parameters, %s GFLOPs"
            .formatted(
                network.family() == null ? "" : network.family() + ", ",
                network.nonlinearity(),
                network.input().toString().replace(" x ", " × "),
                Numbers.grouped(network.parameters()),
                Numbers.billions(network.flops())));
    text("quiet", MARGIN, TOP - 14, "part, output");
    text("quiet", BLOCKS, TOP - 14, "blocks");
    text("quiet", BARS[0], TOP - 14, "parameters");
    text("quiet", BARS[1], TOP - 14, "FLOPs");
  }

  private void row(NetworkPart part, int y) {
    add(
        "<line class=\"rule\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>",
        MARGIN, WIDTH - MARGIN, y, y);
    text("part", MARGIN, y + 28, part.title());
    text("quiet", MARGIN, y + 48, part.output());
    boolean plain = part.blocks().isEmpty();
    blocks(part.blocks(), y + 10);
    text("quiet", BLOCKS, y + (plain ? 40 : 56), shortened(part.caption()));
    bar("parameters", BARS[0], y, part.total(LayerDescription::parameters), network.parameters());
    bar("flops", BARS[1], y, part.total(LayerDescription::flops), network.flops());
  }

  /** Blocks in a line, with an arc over each that has its input as its shortcut. */
  private void blocks(List<Kind> kinds, int y) {
    double pitch = Math.min(PITCH, (double) BLOCKS_WIDTH / Math.max(1, kinds.size()));
    double width = 0.7 * pitch;
    if (!kinds.isEmpty()) {
      add(
          "<path class=\"path\" d=\"M%d %dH%.1f\"/>",
          BLOCKS, y + 20, BLOCKS + pitch * kinds.size());
    }
    for (int i = 0; i < kinds.size(); i++) {
      double x = BLOCKS + pitch * i + (pitch - width) / 2;
      add(
          "<rect class=\"%s\" x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"16\" rx=\"%.1f\"/>",
          style(kinds.get(i)), x, y + 12, width, Math.min(3, width / 4));
      if (kinds.get(i) == Kind.OWN) {
        continue;
      }
      double lift = Math.min(10, pitch / 2);
      add(
          "<path class=\"path\"%s d=\"M%.1f %d C%.1f %.1f %.1f %.1f %.1f %d\"/>",
          kinds.get(i) == Kind.PLAIN ? "" : " stroke-dasharray=\"2 2\"",
          x - 0.14 * pitch,
          y + 20,
          x - 0.1 * pitch,
          y + 8 - lift,
          x + width + 0.1 * pitch,
          y + 8 - lift,
          x + width + 0.14 * pitch,
          y + 20);
    }
  }

  private static String style(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** A share of a whole as a bar, with the number and the share in words. */
  private void bar(String kind, int x, int y, long part, long whole) {
    double share = whole == 0 ? 0 : (double) part / whole;
    add(
        "<rect class=\"track\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"12\" rx=\"2\"/>",
        x, y + 16, BAR);
    add(
        "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"12\" rx=\"2\"/>",
        kind, x, y + 16, share * BAR);
    text("quiet", x, y + 48, "%s (%s)".formatted(rounded(part), Numbers.percent(share)));
  }

  /** For example 1.23 M. */
  private static String rounded(long number) {
    if (number >= 1_000_000_000) {
      return String.format(Locale.ROOT, "%.2f G", number / 1e9);
    }
    if (number >= 1_000_000) {
      return String.format(Locale.ROOT, "%.2f M", number / 1e6);
    }
    return Numbers.grouped(number);
  }

  private void foot(int y) {
    add(
        "<line class=\"rule\" x1=\"%d\" x2=\"%d\" y1=\"%d\" y2=\"%d\"/>",
        MARGIN, WIDTH - MARGIN, y, y);
    int x = MARGIN;
    for (Kind kind : Kind.values()) {
      if (parts.stream().anyMatch(part -> part.blocks().contains(kind))) {
        add(
            "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"16\" height=\"12\" rx=\"3\"/>",
            style(kind), x, y + 22);
        text("quiet", x + 24, y + 32, legend(kind));
        x += LEGEND;
      }
    }
    text("quiet", BARS[0], y + 32, "FLOPs of convolutions, two for a multiply-add");
  }

  private static String legend(Kind kind) {
    return switch (kind) {
      case PLAIN -> "identity shortcut";
      case CHANGES -> "shortcut with layers";
      case OWN -> "block of its own class";
    };
  }

  private static String shortened(String caption) {
    return caption.length() <= CAPTION ? caption : caption.substring(0, CAPTION - 1) + "…";
  }

  private void text(String style, int x, int y, String text) {
    add("<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>", style, x, y, escaped(text));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private void add(String form, Object... values) {
    svg.append(String.format(Locale.ROOT, form, values)).append('\n');
  }
}
