package dev.stagewright.weights.keras;

import dev.stagewright.errors.Printable;
import dev.stagewright.files.hdf5.Hdf5Array;
import dev.stagewright.files.hdf5.Hdf5Group;
import dev.stagewright.weights.WeightsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the layout of Keras 3's {@code .weights.h5} and {@code .keras}, and of {@code .keras} from
 * TensorFlow 2.12 on: a group for each layer, called after its class and its turn within the class
 * ({@code conv2d_7}), in it a group {@code vars} with the arrays {@code 0}, {@code 1}, ... in the
 * order in which the layer made them. The layer's own name is an attribute of {@code vars}, in
 * newer files only; older archives have it in their configuration. The state of optimizers, metrics
 * and random seeds is in groups of the same form, and is left alone.
 */
final class VariablesReader {

  private static final String VARS = "vars";

  /** Where a model keeps its layers; the second by Keras 2.12 and 2.13. */
  private static final Set<String> LAYERS = Set.of("layers", "_layer_checkpoint_dependencies");

  private static final Set<String> STATE =
      Set.of("optimizer", "metrics", "compile_metrics", "loss_tracker", "seed_generator");

  /** Orders conv2d, conv2d_1, conv2d_2, conv2d_10. */
  private static final Comparator<String> BY_TURN =
      Comparator.comparing(VariablesReader::base).thenComparing(VariablesReader::turn);

  private final Path path;
  private final @Nullable ConfiguredLayer model;
  private final Map<String, Variables> found = new LinkedHashMap<>();

  /** One layer's variables; shards of one file may each have some. */
  private static final class Variables {
    private final String group;
    private final Map<String, Hdf5Array> arrays = new HashMap<>();
    private @Nullable String name;

    private Variables(String group) {
      this.group = group;
    }
  }

  /**
   * Reads a file.
   *
   * @param path for messages
   * @param model the model's configuration, or null if there is none
   */
  VariablesReader(Path path, @Nullable ConfiguredLayer model) {
    this.path = path;
    this.model = model;
  }

  static boolean matches(Hdf5Group group) throws IOException {
    for (String name : group.names()) {
      if (!STATE.contains(name)
          && group.child(name) instanceof Hdf5Group inner
          && (name.equals(VARS) || matches(inner))) {
        return true;
      }
    }
    return false;
  }

  /** Adds what a file, or one shard of it, holds. */
  void add(Hdf5Group root) throws IOException {
    collect(root, model);
  }

  private void collect(Hdf5Group group, @Nullable ConfiguredLayer configured) throws IOException {
    for (String name : group.names().stream().sorted(BY_TURN).toList()) {
      if (STATE.contains(name) || !(group.child(name) instanceof Hdf5Group inner)) {
        continue;
      }
      if (name.equals(VARS)) {
        addVariables(group, inner, configured);
      } else if (LAYERS.contains(name)) {
        Map<String, ConfiguredLayer> layers = layers(inner, configured);
        for (String layer : inner.names().stream().sorted(BY_TURN).toList()) {
          if (inner.child(layer) instanceof Hdf5Group one) {
            collect(one, layers.get(layer));
          }
        }
      } else {
        collect(inner, null);
      }
    }
  }

  /**
   * A model's layers by their groups. Within a class, Keras numbers the groups in the order of the
   * configuration; Keras 2.13 leaves out every other number.
   */
  private static Map<String, ConfiguredLayer> layers(
      Hdf5Group groups, @Nullable ConfiguredLayer model) {
    Map<String, ConfiguredLayer> layers = new HashMap<>();
    if (model == null) {
      return layers;
    }
    Map<String, List<ConfiguredLayer>> classes = new LinkedHashMap<>();
    model
        .layers()
        .forEach(
            layer ->
                classes.computeIfAbsent(layer.groupName(), key -> new ArrayList<>()).add(layer));
    classes.forEach(
        (base, configured) -> {
          List<String> names =
              groups.names().stream()
                  .filter(name -> base(name).equals(base))
                  .sorted(BY_TURN)
                  .toList();
          for (int i = 0; i < names.size() && names.size() == configured.size(); i++) {
            layers.put(names.get(i), configured.get(i));
          }
        });
    return layers;
  }

  private static String base(String group) {
    return group.replaceFirst("_\\d{1,9}$", "");
  }

  private static int turn(String group) {
    String base = base(group);
    return base.equals(group) ? 0 : Integer.parseInt(group.substring(base.length() + 1));
  }

  private void addVariables(Hdf5Group group, Hdf5Group vars, @Nullable ConfiguredLayer configured)
      throws IOException {
    Variables variables = found.computeIfAbsent(group.path(), path -> new Variables(group.name()));
    String name = vars.text("name");
    if (name != null) {
      variables.name = name;
    } else if (variables.name == null && configured != null) {
      variables.name = configured.name();
    }
    for (String array : vars.names()) {
      if (vars.child(array) instanceof Hdf5Array values
          && variables.arrays.put(array, values) != null) {
        throw new WeightsException(
            "%s: two shards have the array %s. The files are of different models; save the model again"
                .formatted(path, Printable.of(values.path())));
      }
    }
  }

  /** Whether a group has arrays, once all shards were added. */
  boolean has(String group) {
    Variables variables = found.get(group);
    return variables != null && !variables.arrays.isEmpty();
  }

  /** Whether this looks like one of several shards: it begins or ends in the middle of a model. */
  boolean isPart() {
    boolean named = found.values().stream().anyMatch(layer -> layer.name != null);
    boolean nameless =
        found.values().stream().anyMatch(layer -> layer.name == null && !layer.arrays.isEmpty());
    List<String> full =
        found.values().stream()
            .filter(layer -> !layer.arrays.isEmpty())
            .map(layer -> base(layer.group))
            .toList();
    boolean open =
        found.values().stream()
            .anyMatch(layer -> layer.arrays.isEmpty() && full.contains(base(layer.group)));
    return full.isEmpty() || open || (named && nameless);
  }

  /** The layers with arrays. */
  List<StoredLayer> layers() {
    Map<String, Integer> uses = new HashMap<>();
    found.values().stream()
        .filter(layer -> !layer.arrays.isEmpty())
        .forEach(layer -> uses.merge(name(layer), 1, Integer::sum));
    List<StoredLayer> layers = new ArrayList<>();
    found.forEach(
        (group, layer) -> {
          if (!layer.arrays.isEmpty()) {
            String name = name(layer);
            // Layers of two nested models may share a name; their places tell them apart.
            String unique = uses.getOrDefault(name, 0) > 1 ? group : name;
            layers.add(new StoredLayer(unique, arrays(layer)));
          }
        });
    return layers;
  }

  private String name(Variables layer) {
    if (layer.name != null && !layer.name.isEmpty()) {
      return layer.name;
    }
    throw new WeightsException(
        model == null
            ? "%s does not name its layers: it calls them by class and order (%s), as older versions of Keras write .weights.h5. Save the model as model.save(\"model.keras\") or model.save(\"model.h5\"), which keep the names"
                .formatted(path, Printable.of(layer.group))
            : "%s: the group %s is not among the layers that its config.json lists; the two are of different models. Save the model again with model.save"
                .formatted(path, Printable.of(layer.group)));
  }

  private Map<String, Hdf5Array> arrays(Variables layer) {
    List<String> names = layer.arrays.keySet().stream().sorted(byNumber()).toList();
    for (int i = 0; i < names.size(); i++) {
      if (isNumber(names.get(i)) && !layer.arrays.containsKey(String.valueOf(i))) {
        throw new WeightsException(
            String.format(
                Locale.ROOT,
                "%s: the layer %s has the arrays %s, without %d. The file is damaged or a part of a sharded one; save the model again",
                path,
                Printable.of(name(layer)),
                Printable.of(String.join(", ", names)),
                i));
      }
    }
    List<ArrayKind> kinds = kinds(layer.group, names.stream().map(layer.arrays::get).toList());
    Map<String, Hdf5Array> arrays = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      String kind = i < kinds.size() ? kinds.get(i).keras() : names.get(i);
      arrays.put(kind, layer.arrays.get(names.get(i)));
    }
    return arrays;
  }

  private static boolean isNumber(String name) {
    return name.matches("\\d{1,9}");
  }

  private static Comparator<String> byNumber() {
    return Comparator.comparing(
            (String name) -> isNumber(name) ? Integer.parseInt(name) : Integer.MAX_VALUE)
        .thenComparing(Comparator.naturalOrder());
  }

  /** What the arrays are; none if their number does not tell, as without gamma or beta. */
  private static List<ArrayKind> kinds(String group, List<Hdf5Array> arrays) {
    int rank = arrays.get(0).shape().length;
    boolean vectors =
        rank == 1
            && arrays.stream()
                .allMatch(array -> Arrays.equals(array.shape(), arrays.get(0).shape()));
    if (vectors && arrays.size() == ArrayKind.NORMALIZATION.size()) {
      return ArrayKind.NORMALIZATION;
    }
    if (group.startsWith("batch_normalization") || rank < 2 || arrays.size() > 2) {
      return List.of();
    }
    return ArrayKind.KERNEL_AND_BIAS;
  }
}
