package dev.stagewright.prediction;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.data.PictureBatch;
import dev.stagewright.engine.LogitSlopes;
import dev.stagewright.engine.LogitSlopes.Slopes;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskCoding;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Where a network looks when it names a class: the sum of a layer's maps, each weighted with the
 * mean of the logit's gradient by it, where that is above 0. Selvaraju et al., "Grad-CAM: Visual
 * Explanations from Deep Networks via Gradient-Based Localization", 2017. Normalizations are
 * computed as they predict.
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

  private final GraphOutputs network;
  private final ImageInput input;
  private final List<String> layers;

  /**
   * Explains a model's predictions.
   *
   * @param model with pictures' maps inside
   */
  public GradCam(TrainedModel model) {
    this(new GraphOutputs(model.graph(), model.labels(), model.coding()), model.input());
  }

  GradCam(GraphOutputs network, ImageInput input) {
    this.network = network;
    this.input = input;
    this.layers = MapLayers.of(network.graph(), input);
  }

  /**
   * The layers whose maps can be looked at: all others stand in front of them or behind.
   *
   * @return their names, from the input to the output
   */
  public List<String> layers() {
    return layers;
  }

  /**
   * Explains what a picture shows.
   *
   * @param picture to look at
   * @param label to look for; null for the most probable one
   * @param layer whose maps are looked at, one of {@link #layers()}; null for the last of them
   * @return the map, of the layer's own height and width
   * @throws PredictionException if there is no such label or layer; the message names those there
   *     are
   * @throws dev.stagewright.model.ModelException if an output is NaN or infinite
   */
  public Heat explain(NamedPicture picture, @Nullable String label, @Nullable String layer) {
    try (PictureBatch batch = PictureBatch.of(picture, input)) {
      return explain(batch.array(), batch.name(0), label, layer);
    }
  }

  /**
   * Explains what an image shows.
   *
   * @param image preprocessed, a batch of one
   * @param name of the image, for messages
   */
  Heat explain(INDArray image, String name, @Nullable String label, @Nullable String layer) {
    String asked = layer(layer);
    Integer wanted = label == null ? null : index(label);
    ToIntFunction<float[]> index = outputs -> wanted == null ? mostProbable(outputs) : wanted;
    Slopes slopes;
    synchronized (network.graph()) {
      slopes = slopes(image, asked, outputs -> isBinary() ? 0 : index.applyAsInt(outputs));
    }
    network.check(slopes.outputs(), name);
    int found = index.applyAsInt(slopes.outputs());
    boolean no = isBinary() && found == 0;
    return new Heat(network.labels().get(found), asked, rows(slopes, no ? -1 : 1));
  }

  private Slopes slopes(INDArray image, String layer, ToIntFunction<float[]> logit) {
    ComputationGraph graph = network.graph();
    Optional<Slopes> onEngine =
        graph instanceof LogitSlopes engine ? engine.slopes(image, layer, logit) : Optional.empty();
    return onEngine.orElseGet(() -> onDeeplearning4j(image, layer, logit));
  }

  private Slopes onDeeplearning4j(INDArray image, String layer, ToIntFunction<float[]> logit) {
    try {
      GraphGradient gradient = new GraphGradient(network.graph(), image);
      float[] outputs = gradient.output().toFloatVector();
      INDArray slopes = gradient.of(layer, logit.applyAsInt(outputs)).mean(cells());
      return new Slopes(
          outputs,
          gradient.activation(layer),
          slopes.reshape(slopes.length()).castTo(DataType.DOUBLE).toDoubleVector());
    } finally {
      network.graph().clearLayersStates();
    }
  }

  private int[] cells() {
    return isChannelsLast() ? new int[] {1, 2} : new int[] {2, 3};
  }

  private boolean isChannelsLast() {
    return input.format() == DataFormat.CHANNELS_LAST;
  }

  private List<List<Double>> rows(Slopes slopes, int sign) {
    INDArray maps = slopes.maps();
    int channels = isChannelsLast() ? 3 : 1;
    long[] along = {1, 1, 1, 1};
    along[channels] = maps.size(channels);
    INDArray weights = Nd4j.createFromArray(slopes.slopes()).mul(sign).reshape(along);
    INDArray sum = maps.castTo(DataType.DOUBLE).mul(weights.broadcast(maps.shape())).sum(channels);
    return Arrays.stream(sum.reshape(sum.size(1), sum.size(2)).toDoubleMatrix())
        .map(row -> Arrays.stream(row).map(value -> Math.max(0, value)).boxed().toList())
        .toList();
  }

  private boolean isBinary() {
    return network.coding().task() == Task.BINARY;
  }

  private int mostProbable(float[] outputs) {
    TaskCoding coding = network.coding();
    if (isBinary()) {
      return coding.applies(0, coding.values(outputs)[0]) ? 1 : 0;
    }
    return coding.decode(outputs, 1).get(0).index();
  }

  private int index(String label) {
    int index = network.labels().indexOf(label);
    if (index < 0) {
      throw new PredictionException(
          "class: found \"%s\"; the model tells %s"
              .formatted(label, String.join(", ", network.labels())));
    }
    return index;
  }

  private String layer(@Nullable String asked) {
    if (layers.isEmpty()) {
      throw new PredictionException(
          "The network has no layer with maps that all other layers stand in front of or behind");
    }
    if (asked == null) {
      return layers.get(layers.size() - 1);
    }
    if (!layers.contains(asked)) {
      throw new PredictionException(
          "stage: found \"%s\"; expected one of the layers %s"
              .formatted(asked, String.join(", ", layers)));
    }
    return asked;
  }
}
