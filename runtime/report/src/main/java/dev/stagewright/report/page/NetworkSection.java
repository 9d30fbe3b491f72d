package dev.stagewright.report.page;

import dev.stagewright.catalog.LayerDescription;
import dev.stagewright.catalog.NetworkDescription;
import dev.stagewright.catalog.NetworkPart;
import dev.stagewright.catalog.NetworkPart.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The network by stages: blocks, shapes, and where parameters and operations are. */
final class NetworkSection {

  private NetworkSection() {}

  static void add(Html html, NetworkDescription network) {
    html.element(
        "p",
        "%s as declared: %s, input %s, %s parameters, %s GFLOPs for a picture."
            .formatted(
                network.name(),
                Stream.of(network.family(), network.nonlinearity())
                    .filter(Objects::nonNull)
                    .collect(Collectors.joining(", ")),
                network.input().toString().replace(" x ", " × "),
                Figures.grouped(network.parameters()),
                Figures.of(network.flops() / 1e9)));
    // An old processor did not tell which layers are a stage's.
    if (network.family() != null) {
      table(html, network);
    }
  }

  private static void table(Html html, NetworkDescription network) {
    Table table =
        Table.open(
            html,
            "network",
            "From the picture to the answer",
            List.of("part", "layers", "output", "parameters", "share", "FLOPs"));
    for (NetworkPart part : NetworkPart.of(network)) {
      long parameters = part.total(LayerDescription::parameters);
      table.open(part.title());
      html.open("td").text(part.caption());
      blocks(html, part.blocks());
      html.close().element("td", part.output());
      html.element("td", Figures.grouped(parameters));
      share(html, parameters, network.parameters());
      share(html, part.total(LayerDescription::flops), network.flops());
      table.close();
    }
    table.end();
    key(html, network);
  }

  private static void blocks(Html html, List<Kind> kinds) {
    if (!kinds.isEmpty()) {
      html.open("div", "class", "blocks", "aria-hidden", "true");
      kinds.forEach(kind -> html.element("i", "", "class", style(kind)));
      html.close();
    }
  }

  private static void share(Html html, long part, long whole) {
    html.open("td");
    bar(html, (double) part / whole);
    html.text(" " + Figures.percent((double) part / whole)).close();
  }

  private static void bar(Html html, double share) {
    html.open("svg", "class", "bar", "viewBox", "0 0 100 8", "preserveAspectRatio", "none")
        .empty("rect", "height", "8", "width", String.format(Locale.ROOT, "%.2f", 100 * share))
        .raw("</rect>")
        .close();
  }

  private static void key(Html html, NetworkDescription network) {
    List<Kind> used =
        NetworkPart.of(network).stream()
            .flatMap(part -> part.blocks().stream())
            .distinct()
            .sorted()
            .toList();
    html.open("p", "class", "quiet");
    for (Kind kind : used) {
      html.open("span", "class", "key").open("span", "class", "blocks", "aria-hidden", "true");
      html.element("i", "", "class", style(kind)).close().text(words(kind)).close();
    }
    html.close();
  }

  private static String style(Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  private static String words(Kind kind) {
    return switch (kind) {
      case PLAIN -> "block whose shortcut is its input";
      case CHANGES -> "block whose shortcut has layers";
      case OWN -> "block of a class of your own";
    };
  }
}
