package dev.stagewright.catalog;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The stem, a stage or the head of a network, as figures and reports show it.
 *
 * @param title for example {@code stage 3}
 * @param layers in order
 * @param blocks the kind of every block in order; none outside of stages
 * @param caption what the part consists of, for example {@code 4 × (1×1 128 → 3×3 128 → 1×1 512),
 *     stride 2}
 */
public record NetworkPart(
    String title, List<LayerDescription> layers, List<Kind> blocks, String caption) {

  /** Kinds of blocks by their shortcuts. */
  public enum Kind {
    /** The shortcut is the block's input as it is. */
    PLAIN,
    /** The shortcut has layers of its own. */
    CHANGES,
    /** The block is of the user's own class. */
    OWN
  }

  private static final int STEM = 1;
  private static final int HEAD = 0;

  /** Copies the lists. */
  public NetworkPart {
    layers = List.copyOf(layers);
    blocks = List.copyOf(blocks);
  }

  /**
   * The parts from the image to the classes.
   *
   * @param network completely described, by a processor that tells the {@linkplain
   *     NetworkDescription#family family}
   * @return stem, stages, head
   */
  public static List<NetworkPart> of(NetworkDescription network) {
    List<NetworkPart> parts = new ArrayList<>();
    parts.add(plain("stem", layers(network, STEM)));
    network.stages().forEach(stage -> parts.add(stage(stage, layers(network, stage.number()))));
    parts.add(plain("head", layers(network, HEAD)));
    return parts;
  }

  private static List<LayerDescription> layers(NetworkDescription network, int part) {
    return network.layers().stream()
        .filter(layer -> Objects.requireNonNull(layer.stage()) == part)
        .toList();
  }

  /**
   * The sum over the layers of one of their numbers.
   *
   * @param number of a layer, for example its parameters
   * @return the part's
   */
  public long total(ToLongFunction<LayerDescription> number) {
    return layers.stream().mapToLong(number).sum();
  }

  /**
   * The shape behind the last layer.
   *
   * @return for example {@code 28 × 28 × 512}
   */
  public String output() {
    return layers.get(layers.size() - 1).output().stream()
        .map(String::valueOf)
        .collect(Collectors.joining(" × "));
  }

  private static NetworkPart plain(String title, List<LayerDescription> layers) {
    String caption =
        layers.stream()
            .map(NetworkPart::words)
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining(", "));
    return new NetworkPart(title, layers, List.of(), caption);
  }

  private static NetworkPart stage(StageDescription stage, List<LayerDescription> layers) {
    Map<String, List<LayerDescription>> blocks =
        layers.stream()
            .collect(
                Collectors.groupingBy(
                    layer -> Objects.requireNonNull(layer.block()),
                    LinkedHashMap::new,
                    Collectors.toList()));
    String type =
        stage.block() == null
            ? layers(blocks.values().iterator().next())
            : stage.block().replaceFirst(".*[.$]", "");
    return new NetworkPart(
        "stage " + stage.number(),
        layers,
        blocks.values().stream().map(block -> kind(stage, block)).toList(),
        blocks.size() + " × (" + type + ")" + stride(stage.stride()));
  }

  private static String stride(int stride) {
    return stride == 1 ? "" : ", stride " + stride;
  }

  /** A shortcut that is the block's input as it is ends in no layer of the block. */
  private static Kind kind(StageDescription stage, List<LayerDescription> block) {
    if (stage.block() != null) {
      return Kind.OWN;
    }
    String shortcut = sum(block).inputs().get(1);
    return block.stream().anyMatch(layer -> layer.name().equals(shortcut))
        ? Kind.CHANGES
        : Kind.PLAIN;
  }

  private static LayerDescription sum(List<LayerDescription> block) {
    return block.stream().filter(layer -> layer.kind().equals("add")).findFirst().orElseThrow();
  }

  /** The branch of a block, from its input to the sum. */
  private static String layers(List<LayerDescription> block) {
    Map<String, LayerDescription> byName =
        block.stream().collect(Collectors.toMap(LayerDescription::name, layer -> layer));
    List<LayerDescription> branch = new ArrayList<>();
    LayerDescription at = byName.get(sum(block).inputs().get(0));
    while (at != null) {
      branch.add(0, at);
      at = byName.get(at.inputs().get(0));
    }
    String attention =
        block.stream().anyMatch(layer -> layer.kind().equals("channel_convolution"))
            ? "ECA"
            : block.stream().anyMatch(layer -> layer.kind().equals("gate")) ? "SE" : "";
    return Stream.concat(
            branch.stream()
                .filter(layer -> layer.kind().equals("convolution"))
                .map(NetworkPart::convolution),
            Stream.of(attention).filter(text -> !text.isEmpty()))
        .collect(Collectors.joining(" → "));
  }

  private static String words(LayerDescription layer) {
    return switch (layer.kind()) {
      case "convolution" -> convolution(layer) + word(layer, "stride", " ");
      case "max_pool" -> "max pool " + window(layer) + word(layer, "stride", " ");
      case "average_pool" -> "average pool " + window(layer);
      case "global_average_pool" -> "global average pool";
      case "global_max_pool" -> "global max pool";
      case "dense" -> "dense " + layer.output().get(0) + ", " + layer.detail();
      default -> "";
    };
  }

  private static String convolution(LayerDescription layer) {
    return String.format(
        Locale.ROOT,
        "%s %d%s%s",
        window(layer),
        layer.output().get(2),
        word(layer, "groups", " "),
        word(layer, "dilation", " "));
  }

  private static String window(LayerDescription layer) {
    return Objects.requireNonNull(layer.detail()).replaceFirst(",.*", "").replace(" x ", "×");
  }

  /** One of a layer's numbers with its name, if the layer has it. */
  private static String word(LayerDescription layer, String name, String before) {
    return Stream.of(Objects.requireNonNull(layer.detail()).split(", "))
        .filter(word -> word.startsWith(name + " "))
        .map(before::concat)
        .collect(Collectors.joining());
  }
}
