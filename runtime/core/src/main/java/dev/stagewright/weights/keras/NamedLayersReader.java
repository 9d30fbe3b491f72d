package dev.stagewright.weights.keras;

import dev.stagewright.errors.Printable;
import dev.stagewright.files.hdf5.Hdf5Array;
import dev.stagewright.files.hdf5.Hdf5Group;
import dev.stagewright.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the layout of Keras 1 and 2, which Keras 3 still writes for {@code .h5} models: an
 * attribute {@code layer_names}, a group for each layer, its attribute {@code weight_names}.
 */
final class NamedLayersReader {

  private static final String LAYER_NAMES = "layer_names";
  private static final String WEIGHT_NAMES = "weight_names";

  private final Path path;

  /**
   * Reads a file.
   *
   * @param path for messages
   */
  NamedLayersReader(Path path) {
    this.path = path;
  }

  static boolean matches(Hdf5Group group) {
    return isListed(group, LAYER_NAMES);
  }

  List<StoredLayer> read(Hdf5Group weights) throws IOException {
    List<String> names = names(weights, LAYER_NAMES);
    if (names == null) {
      throw new WeightsException(
          "%s: the group %s has no attribute layer_names, so its layers are not known. The file is damaged or was not written by Keras"
              .formatted(path, weights.path()));
    }
    List<StoredLayer> layers = new ArrayList<>();
    for (String name : names) {
      if (!(weights.child(name) instanceof Hdf5Group group)) {
        throw new WeightsException(
            "%s: layer_names lists %s, but there is no such group. The file is damaged; save it again"
                .formatted(path, Printable.of(name)));
      }
      layers.addAll(readLayer(name, group));
    }
    return layers;
  }

  /** One layer; or several, if the group is a nested model whose weights name their own layers. */
  private List<StoredLayer> readLayer(String name, Hdf5Group group) throws IOException {
    List<String> listed = names(group, WEIGHT_NAMES);
    if (listed == null) {
      if (!group.names().isEmpty()) {
        throw new WeightsException(
            "%s: the layer %s has arrays but no attribute weight_names that lists them. The file is damaged; save it again"
                .formatted(path, Printable.of(name)));
      }
      return List.of();
    }
    boolean nested = listed.stream().map(NamedLayersReader::prefix).distinct().count() > 1;
    Map<String, Map<String, Hdf5Array>> layers = new LinkedHashMap<>();
    for (String weight : listed) {
      if (!(group.child(weight) instanceof Hdf5Array array)) {
        throw new WeightsException(
            "%s: weight_names of %s lists %s, but there is no such array. The file is damaged; save it again"
                .formatted(path, Printable.of(name), Printable.of(weight)));
      }
      String layer = nested ? prefix(weight) : name;
      String kind = ArrayKind.canonicalName(layer, weight);
      if (layers.computeIfAbsent(layer, key -> new LinkedHashMap<>()).put(kind, array) != null) {
        throw new WeightsException(
            "%s: the layer %s lists two arrays that mean %s, the second as %s. Save the model again, or as model.keras"
                .formatted(path, Printable.of(layer), Printable.of(kind), Printable.of(weight)));
      }
    }
    List<StoredLayer> result = new ArrayList<>();
    layers.forEach((layer, arrays) -> result.add(new StoredLayer(layer, arrays)));
    return result;
  }

  private static String prefix(String weight) {
    int slash = weight.lastIndexOf('/');
    return slash < 0 ? "" : weight.substring(0, slash);
  }

  private static boolean isListed(Hdf5Group group, String attribute) {
    return group.attributes().contains(attribute) || parts(group, attribute) > 0;
  }

  private static long parts(Hdf5Group group, String attribute) {
    return group.attributes().stream().filter(name -> name.matches(attribute + "\\d+")).count();
  }

  /**
   * A list of names in an attribute, or null if there is none. An HDF5 attribute holds 64 kB at
   * most; Keras cuts a longer list into {@code layer_names0}, {@code layer_names1}, ...
   */
  private @Nullable List<String> names(Hdf5Group group, String attribute) throws IOException {
    List<String> whole = group.texts(attribute);
    if (whole != null || !isListed(group, attribute)) {
      return whole;
    }
    long parts = parts(group, attribute);
    List<String> joined = new ArrayList<>();
    for (int i = 0; i < parts; i++) {
      List<String> part = group.texts(attribute + i);
      if (part == null) {
        throw new WeightsException(
            String.format(
                Locale.ROOT,
                "%s: %s of %s is in %d parts, and part %d is missing. The file is damaged; save it again",
                path,
                attribute,
                Printable.of(group.path()),
                parts,
                i));
      }
      joined.addAll(part);
    }
    return joined;
  }
}
