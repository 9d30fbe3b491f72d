package dev.stagewright.weights;

import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Reads the layout of Keras 3's {@code .weights.h5} and {@code .keras}: a group for each layer,
 * called after its class and its turn within the class ({@code conv2d_7}), in it a group {@code
 * vars} with the arrays {@code 0}, {@code 1}, ... in the order in which the layer made them. The
 * layer's own name is an attribute of {@code vars}, in newer files only.
 */
final class VariablesReader {

  private static final String VARS = "vars";

  private final Path path;
  private final Map<String, String> groupNames;
  private final Set<String> used = new HashSet<>();

  /**
   * Reads a file.
   *
   * @param path for messages
   * @param groupNames layer names by group, from the model's configuration; empty if there is none
   */
  VariablesReader(Path path, Map<String, String> groupNames) {
    this.path = path;
    this.groupNames = groupNames;
  }

  static boolean matches(Group group) {
    return group.getChildren().values().stream()
        .filter(child -> !isOptimizer(child))
        .anyMatch(
            child ->
                child instanceof Group inner && (child.getName().equals(VARS) || matches(inner)));
  }

  List<LayerWeights> read(Group root) {
    List<LayerWeights> layers = new ArrayList<>();
    for (Node child : root) {
      if (child instanceof Group group && !isOptimizer(child)) {
        collect(group, layers);
      }
    }
    return layers;
  }

  private static boolean isOptimizer(Node node) {
    return node.getName().equals("optimizer");
  }

  private void collect(Group group, List<LayerWeights> layers) {
    if (group.getChild(VARS) instanceof Group vars && !vars.getChildren().isEmpty()) {
      layers.add(new LayerWeights(name(group, vars), arrays(group, vars)));
    }
    for (Node child : group) {
      if (child instanceof Group inner && !child.getName().equals(VARS)) {
        collect(inner, layers);
      }
    }
  }

  private String name(Group group, Group vars) {
    Attribute attribute = vars.getAttribute("name");
    @Nullable String name =
        attribute != null
            ? String.valueOf(attribute.getData())
            : groupNames.get(group.getParent().getName() + "/" + group.getName());
    if (name == null) {
      throw new WeightsException(
          "%s does not name its layers: it calls them by class and order (%s), as older versions of Keras write .weights.h5. Save the model as model.save(\"model.keras\") or model.save(\"model.h5\"), which keep the names"
              .formatted(path, group.getName()));
    }
    // Layers of two nested models may share a name; the place in the file tells them apart.
    return used.add(name) ? name : group.getPath();
  }

  private Map<String, INDArray> arrays(Group group, Group vars) {
    List<Dataset> datasets =
        vars.getChildren().values().stream()
            .filter(Dataset.class::isInstance)
            .map(Dataset.class::cast)
            .sorted(Comparator.comparing(dataset -> turn(dataset.getName())))
            .toList();
    List<ArrayKind> kinds = kinds(group.getName(), datasets);
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    for (int i = 0; i < datasets.size(); i++) {
      Dataset dataset = datasets.get(i);
      String kind = i < kinds.size() ? kinds.get(i).keras() : dataset.getName();
      arrays.put(kind, Hdf5Arrays.read(path, dataset));
    }
    return arrays;
  }

  private static int turn(String name) {
    return name.matches("\\d{1,9}") ? Integer.parseInt(name) : Integer.MAX_VALUE;
  }

  /** What the arrays are; none if their number does not tell, as without gamma or beta. */
  private static List<ArrayKind> kinds(String group, List<Dataset> datasets) {
    if (group.startsWith("batch_normalization")) {
      return datasets.size() == ArrayKind.NORMALIZATION.size()
          ? ArrayKind.NORMALIZATION
          : List.of();
    }
    boolean kernelFirst = datasets.get(0).getDimensions().length >= 2;
    return kernelFirst && datasets.size() <= 2 ? ArrayKind.KERNEL_AND_BIAS : List.of();
  }
}
