package dev.stagewright.weights;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import io.jhdf.exceptions.HdfInvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads the layout of Keras 1 and 2, which Keras 3 still writes for {@code .h5} models: an
 * attribute {@code layer_names}, a group for each layer, its attribute {@code weight_names}.
 */
final class NamedLayersReader {

  private static final String LAYER_NAMES = "layer_names";
  private static final String WEIGHT_NAMES = "weight_names";

  private final Path path;

  NamedLayersReader(Path path) {
    this.path = path;
  }

  static boolean matches(Group group) {
    return names(group, LAYER_NAMES) != null;
  }

  List<LayerWeights> read(Group weights) {
    List<String> names = names(weights, LAYER_NAMES);
    if (names == null) {
      throw new WeightsException(
          "%s: the group %s has no attribute layer_names, so its layers are not known. The file is damaged or not of Keras"
              .formatted(path, weights.getPath()));
    }
    List<LayerWeights> layers = new ArrayList<>();
    for (String name : names) {
      if (!(weights.getChild(name) instanceof Group group)) {
        throw new WeightsException(
            "%s: layer_names lists %s, but there is no such group. The file is damaged; save it again"
                .formatted(path, name));
      }
      layers.addAll(readLayer(name, group));
    }
    return layers;
  }

  /** One layer; or several, if the group is a nested model whose weights name their own layers. */
  private List<LayerWeights> readLayer(String name, Group group) {
    List<String> listed = names(group, WEIGHT_NAMES);
    if (listed == null) {
      if (!group.getChildren().isEmpty()) {
        throw new WeightsException(
            "%s: the layer %s has arrays but no attribute weight_names that lists them. The file is damaged; save it again"
                .formatted(path, name));
      }
      return List.of();
    }
    boolean nested = listed.stream().map(NamedLayersReader::prefix).distinct().count() > 1;
    Map<String, Map<String, INDArray>> layers = new LinkedHashMap<>();
    for (String weight : listed) {
      String layer = nested ? prefix(weight) : name;
      INDArray values = Hdf5Arrays.read(path, dataset(group, weight));
      String kind = ArrayKind.canonicalName(layer, weight);
      INDArray other =
          layers.computeIfAbsent(layer, key -> new LinkedHashMap<>()).put(kind, values);
      if (other != null) {
        throw new WeightsException(
            "%s: the layer %s lists two arrays that mean %s: %s"
                .formatted(path, layer, kind, listed));
      }
    }
    List<LayerWeights> result = new ArrayList<>();
    layers.forEach((layer, arrays) -> result.add(new LayerWeights(layer, arrays)));
    return result;
  }

  private Dataset dataset(Group group, String weight) {
    try {
      return group.getDatasetByPath(weight);
    } catch (HdfInvalidPathException e) {
      throw new WeightsException(
          "%s: weight_names of %s lists %s, but there is no such array. The file is damaged; save it again"
              .formatted(path, group.getName(), weight),
          e);
    }
  }

  private static String prefix(String weight) {
    int slash = weight.lastIndexOf('/');
    return slash < 0 ? "" : weight.substring(0, slash);
  }

  /**
   * A list of names in an attribute, or null if there is none. An HDF5 attribute holds 64 kB at
   * most; Keras cuts a longer list into {@code layer_names0}, {@code layer_names1}, ...
   */
  private static @Nullable List<String> names(Node node, String attribute) {
    Attribute whole = node.getAttribute(attribute);
    if (whole != null) {
      // An empty list is written as an array of numbers without elements.
      return whole.getData() instanceof String[] names ? List.of(names) : List.of();
    }
    Map<Integer, String[]> parts = new TreeMap<>();
    node.getAttributes()
        .forEach(
            (name, part) -> {
              if (name.matches(attribute + "\\d+") && part.getData() instanceof String[] names) {
                parts.put(Integer.valueOf(name.substring(attribute.length())), names);
              }
            });
    return parts.isEmpty() ? null : parts.values().stream().flatMap(Arrays::stream).toList();
  }
}
