package dev.stagewright.tasks;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** How much the examples of each class count in the loss. */
public sealed interface ClassWeights {

  /**
   * The weights of classes.
   *
   * @param labels their names
   * @param counts how many training images each has; counted when asked
   * @return one for each
   * @throws TaskException if one is given for a class that is not there
   */
  List<Double> of(List<String> labels, Supplier<double[]> counts);

  /** All the same. */
  record None() implements ClassWeights {
    @Override
    public List<Double> of(List<String> labels, Supplier<double[]> counts) {
      return Collections.nCopies(labels.size(), 1.0);
    }
  }

  /**
   * The rarer a class is among the training images the more: images / (classes * images of the
   * class), as scikit-learn's {@code compute_class_weight("balanced", ...)}, where classes without
   * images do not count. Of several labels each is balanced against its absence.
   */
  record Balanced() implements ClassWeights {
    @Override
    public List<Double> of(List<String> labels, Supplier<double[]> counts) {
      double[] images = counts.get();
      double classes = Arrays.stream(images).filter(count -> count > 0).count();
      double all = Arrays.stream(images).sum();
      return Arrays.stream(images)
          .mapToObj(count -> count > 0 ? all / (classes * count) : 1)
          .toList();
    }
  }

  /**
   * Given ones; a class that is not named has 1. Of several labels it is the weight of the images
   * that have the label, PyTorch's {@code pos_weight}.
   *
   * @param byLabel numbers of at least 0, at least one of them above
   */
  record Given(Map<String, Double> byLabel) implements ClassWeights {
    /** Checks the values, else throws {@link TaskException}. */
    public Given {
      byLabel = Map.copyOf(byLabel);
      byLabel.forEach(
          (label, weight) -> {
            if (!(weight >= 0 && weight < Double.POSITIVE_INFINITY)) {
              throw new TaskException(
                  "classWeights: found %s for \"%s\"; expected a number of at least 0"
                      .formatted(weight, label));
            }
          });
      if (byLabel.values().stream().noneMatch(weight -> weight > 0)) {
        throw new TaskException("classWeights: found none above 0; nothing would be trained");
      }
    }

    @Override
    public List<Double> of(List<String> labels, Supplier<double[]> counts) {
      for (String label : new TreeMap<>(byLabel).keySet()) {
        if (!labels.contains(label)) {
          throw new TaskException(
              "classWeights: found a weight for \"%s\"; the labels are %s"
                  .formatted(label, String.join(", ", labels)));
        }
      }
      return labels.stream().map(label -> byLabel.getOrDefault(label, 1.0)).toList();
    }
  }
}
