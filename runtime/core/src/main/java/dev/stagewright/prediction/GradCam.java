package dev.stagewright.prediction;

import dev.stagewright.data.NamedPicture;
import dev.stagewright.data.PictureBatch;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import dev.stagewright.tasks.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Where a network looks when it names a class: the sum of a layer's maps, each weighted with the
 * mean of the logit's gradient by it, where that is above 0. Selvaraju et al., "Grad-CAM: Visual
 * Explanations from Deep Networks via Gradient-Based Localization", 2017. In front of a global
 * average pool and one dense layer that gradient is the class's weights, so that nothing else is
 * computed.
 *
 * <p>Gradients are computed by Deeplearning4j's layers, also where an engine is attached, with
 * normalizations as they predict.
 */
public final class GradCam {

  /**
   * Where a network looked.
   *
   * @param label that it looked for
   * @param layer whose maps these are
   * @param rows of the map, from top to bottom, each from left to right; at least 0
   */
  public record Heat(String label, String layer, List<List<Double>> rows) {
    /** Copies the lists. */
    public Heat {
      rows = rows.stream().map(List::copyOf).toList();
    }
  }

  private final TrainedModel model;

  /**
   * Explains a model's predictions.
   *
   * @param model with pictures' maps inside
   */
  public GradCam(TrainedModel model) {
    this.model = model;
  }

  /**
   * Explains what a picture shows.
   *
   * @param picture to look at
   * @param label to look for; null for the most probable one
   * @param layer whose maps are looked at, one that all other layers stand in front of or behind;
   *     null for the last of them
   * @return the map, of the layer's own height and width
   * @throws PredictionException if there is no such label or layer; the message names those there
   *     are
   */
  public Heat explain(NamedPicture picture, @Nullable String label, @Nullable String layer) {
    try (PictureBatch batch = PictureBatch.of(picture, model.input())) {
      synchronized (model.graph()) {
        try {
          return explain(batch.array(), label, layer);
        } finally {
          model.graph().clearLayersStates();
        }
      }
    }
  }

  private Heat explain(INDArray input, @Nullable String label, @Nullable String layer) {
    GraphGradient gradient = new GraphGradient(model.graph(), input);
    String found = layer(gradient, layer);
    float[] outputs = gradient.output().toFloatVector();
    int index = label == null ? mostProbable(outputs) : index(label);
    boolean no = model.coding().task() == Task.BINARY && index == 0;
    INDArray slope = gradient.of(found, model.coding().task() == Task.BINARY ? 0 : index);
    INDArray maps = gradient.activation(found);
    int[] cells =
        model.input().format() == DataFormat.CHANNELS_LAST ? new int[] {1, 2} : new int[] {2, 3};
    int channels = model.input().format() == DataFormat.CHANNELS_LAST ? 3 : 1;
    INDArray weights = slope.mean(true, cells).mul(no ? -1 : 1);
    INDArray sum = maps.mul(weights.broadcast(maps.shape())).sum(channels);
    double[][] heat =
        sum.reshape(sum.size(1), sum.size(2)).castTo(DataType.DOUBLE).toDoubleMatrix();
    List<List<Double>> rows =
        Arrays.stream(heat)
            .map(row -> Arrays.stream(row).map(v -> Math.max(0, v)).boxed().toList())
            .toList();
    return new Heat(model.labels().get(index), found, rows);
  }

  private int mostProbable(float[] outputs) {
    if (model.coding().task() == Task.BINARY) {
      return model.coding().applies(0, model.coding().values(outputs)[0]) ? 1 : 0;
    }
    return model.coding().decode(outputs, 1).get(0).index();
  }

  private int index(String label) {
    int index = model.labels().indexOf(label);
    if (index < 0) {
      throw new PredictionException(
          "class: found \"%s\"; the model tells %s"
              .formatted(label, String.join(", ", model.labels())));
    }
    return index;
  }

  private static String layer(GraphGradient gradient, @Nullable String asked) {
    List<String> all = gradient.maps();
    if (all.isEmpty()) {
      throw new PredictionException(
          "The network has no layer with maps that all other layers stand in front of or behind");
    }
    Optional<String> found =
        asked == null
            ? Optional.of(all.get(all.size() - 1))
            : all.stream().filter(asked::equals).findFirst();
    return found.orElseThrow(
        () ->
            new PredictionException(
                "stage: found \"%s\"; expected one of the layers %s"
                    .formatted(asked, String.join(", ", all))));
  }
}
