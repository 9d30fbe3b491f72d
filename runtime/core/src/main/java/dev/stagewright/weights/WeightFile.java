package dev.stagewright.weights;

import dev.stagewright.errors.Printable;
import dev.stagewright.errors.Spelling;
import dev.stagewright.files.ZipArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;

/**
 * A file of weights: layers with named arrays, whose values are read when they are asked for.
 *
 * @param path the file, which must not change while it is in use
 * @param format what wrote it, in words
 * @param channelsFirst whether its model saw images as [channels, height, width], so that the rows
 *     of a dense kernel behind a flattened map are in that order
 * @param layers its layers with weights, in the file's order; names are unique
 * @param advice what to do where its layers have other names than the network's, in sentences;
 *     empty if nothing is known
 * @param aliases other names of layers, and what these are called here
 * @param nonlinearities what its network has between layers, by Keras' names, as {@code relu};
 *     empty if the file does not tell
 */
public record WeightFile(
    Path path,
    String format,
    boolean channelsFirst,
    List<LayerWeights> layers,
    String advice,
    Map<String, String> aliases,
    Set<String> nonlinearities) {

  /** Copies the collections; throws {@link WeightsException} if two layers have the same name. */
  public WeightFile {
    layers = List.copyOf(layers);
    aliases = Map.copyOf(aliases);
    nonlinearities = Set.copyOf(nonlinearities);
    Set<String> names = new HashSet<>();
    for (LayerWeights layer : layers) {
      if (!names.add(layer.name())) {
        throw new WeightsException(
            "%s: two layers are named %s, and loading goes by name. Save the model with different names"
                .formatted(path, Printable.of(layer.name())));
      }
    }
  }

  /**
   * A file whose layers have one name each.
   *
   * @param path the file, which must not change while it is in use
   * @param format what wrote it, in words
   * @param channelsFirst whether its model saw images as [channels, height, width]
   * @param layers its layers with weights, in the file's order; names are unique
   * @param advice what to do where its layers have other names than the network's, in sentences
   */
  public WeightFile(
      Path path, String format, boolean channelsFirst, List<LayerWeights> layers, String advice) {
    this(path, format, channelsFirst, layers, advice, Map.of(), Set.of());
  }

  /**
   * Reads a file that Keras wrote: weights or a whole model in HDF5 of any version from 1 to 3, the
   * ImageNet releases among them, a {@code .keras} archive, or weights in several shards by their
   * {@code .weights.json} or any shard beside it; or of another {@link WeightFormat} on the class
   * path. Names and shapes are read; nothing stays open.
   *
   * @param path an HDF5, {@code .keras} or {@code .weights.json} file
   * @return its layers with weights
   * @throws WeightsException if the file is missing, damaged, of another kind, or names no layers
   */
  public static WeightFile read(Path path) {
    return WeightFormats.read(path);
  }

  /**
   * The weights that Keras downloads for a network; downloaded once, then cached (see {@link
   * WeightCache}).
   *
   * @param network the network, by whose layers its weights are found
   * @param includeTop whether the classifier is to be among them
   * @return the release's layers
   * @throws WeightsException if there are none for this network, with what to do, or they cannot be
   *     downloaded
   */
  public static WeightFile imagenet(ComputationGraphConfiguration network, boolean includeTop) {
    return read(WeightCache.standard().get(ImageNetWeights.file(network, includeTop)));
  }

  /**
   * Whether a file is a model of Deeplearning4j or Stagewright, whose graph {@link #of} takes,
   * rather than a file of Keras.
   *
   * @param path any file
   * @return false also for what is damaged or missing, of which {@link #read} tells more
   */
  public static boolean isModel(Path path) {
    try (ZipArchive zip = ZipArchive.open(path)) {
      return zip.has(ModelSerializer.CONFIGURATION_JSON);
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * The parameters of a graph.
   *
   * @param path where they come from, for messages
   * @param graph an initialized graph, which is not changed
   * @return its parameters, copied when they are asked for
   */
  public static WeightFile of(Path path, ComputationGraph graph) {
    List<GraphLayer> layers = GraphLayer.of(graph);
    return new WeightFile(
        path,
        "the parameters of a Deeplearning4j graph",
        layers.stream().anyMatch(GraphLayer::channelsFirst),
        layers.stream().map(GraphLayer::toWeights).toList(),
        "",
        Map.of(),
        Nonlinearities.of(graph));
  }

  /**
   * The layer of a name.
   *
   * @param name the name in the file, or one of its {@link #aliases}
   * @return the layer, or empty
   */
  public Optional<LayerWeights> layer(String name) {
    return named(name).or(() -> named(aliases.getOrDefault(name, name)));
  }

  private Optional<LayerWeights> named(String name) {
    return layers.stream().filter(layer -> layer.name().equals(name)).findFirst();
  }

  /**
   * The same weights with other layer names, for a network that names its layers in another way.
   *
   * @param rename from this file's names to the network's
   * @return the renamed file
   * @throws WeightsException if two layers get the same name
   */
  public WeightFile renamed(UnaryOperator<String> rename) {
    List<LayerWeights> renamed =
        layers.stream()
            .map(layer -> new LayerWeights(rename.apply(layer.name()), layer.arrays()))
            .toList();
    return new WeightFile(path, format, channelsFirst, renamed, advice, aliases, nonlinearities);
  }

  /**
   * The same weights with some layers named in another way.
   *
   * @param names names in this file, and what these layers are to be called
   * @return the renamed file
   * @throws WeightsException if this file has no layer of one of the names, or two layers get the
   *     same name
   */
  public WeightFile renamed(Map<String, String> names) {
    Set<String> known = layers.stream().map(LayerWeights::name).collect(Collectors.toSet());
    for (String from : names.keySet()) {
      if (!known.contains(from)) {
        throw new WeightsException(
            "%s has no layer %s to rename.%s \"stagewright weights inspect\" lists its layers"
                .formatted(
                    path,
                    Printable.of(from),
                    Spelling.nearest(from, known)
                        .map(near -> " Did you mean " + Printable.of(near) + "?")
                        .orElse("")));
      }
    }
    names.forEach(
        (from, to) -> {
          if (!from.equals(to) && known.contains(to) && !names.containsKey(to)) {
            throw new WeightsException(
                "%s has a layer %s already, so %s cannot be renamed to it; rename that one, too"
                    .formatted(path, Printable.of(to), Printable.of(from)));
          }
        });
    return renamed(name -> names.getOrDefault(name, name));
  }

  /**
   * How many numbers the file holds.
   *
   * @return the sum over its layers
   */
  public long parameters() {
    return layers.stream().mapToLong(LayerWeights::parameters).sum();
  }

  /**
   * The file in words: its format, its totals, a line for every layer.
   *
   * @return lines without a last line break
   */
  public String describe() {
    long arrays = layers.stream().mapToLong(layer -> layer.arrays().size()).sum();
    StringBuilder text =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%s: %s\nkernels [height, width, in, out]\n%d layers with weights, %d arrays, %d parameters",
                path,
                Printable.of(format),
                layers.size(),
                arrays,
                parameters()));
    if (!advice.isEmpty()) {
      text.append("\n").append(advice);
    }
    int width =
        layers.stream().mapToInt(layer -> Printable.of(layer.name()).length()).max().orElse(0);
    for (LayerWeights layer : layers) {
      String name = Printable.of(layer.name());
      text.append("\n  %s".formatted(name))
          .append(" ".repeat(width + 2 - name.length()))
          .append(Printable.of(layer.describe()));
    }
    return text.toString();
  }
}
