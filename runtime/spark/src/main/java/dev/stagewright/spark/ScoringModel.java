package dev.stagewright.spark;

import dev.stagewright.data.ImageInput;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Engines;
import dev.stagewright.errors.Spelling;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import dev.stagewright.prediction.PredictionColumns;
import dev.stagewright.prediction.Predictor;
import dev.stagewright.spark.executor.ClusterException;
import dev.stagewright.tasks.TaskCoding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.linalg.Vectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A model on the engine that tells what pictures show and, if a layer is named, that layer's
 * features. One task after the other computes on it, with all threads that it has.
 */
final class ScoringModel implements AutoCloseable {

  /**
   * What is told of a picture.
   *
   * @param values as {@link TaskCoding#values} gives them
   * @param features of the layer; null if none is named
   */
  record Score(Vector values, @Nullable Vector features) {}

  private final TrainedModel model;
  private final ComputationGraph graph;
  private final PredictionColumns columns;

  private ScoringModel(TrainedModel model, ComputationGraph graph) {
    this.model = model;
    this.graph = graph;
    this.columns = new PredictionColumns(Predictor.of(model));
  }

  /**
   * Loads a model.
   *
   * @param layer whose features are wanted; empty for none
   * @throws ClusterException if the model has no such layer
   */
  static ScoringModel load(Path file, Set<String> allowed, EngineSettings settings, String layer) {
    TrainedModel model = TrainedModel.load(file, allowed, settings);
    return new ScoringModel(
        model, layer.isEmpty() ? model.graph() : withOutput(model.graph(), layer, settings));
  }

  /** The same network with a further output; it has the parameters in common. */
  private static ComputationGraph withOutput(
      ComputationGraph graph, String layer, EngineSettings settings) {
    ComputationGraphConfiguration configuration = graph.getConfiguration().clone();
    Set<String> layers = configuration.getVertices().keySet();
    if (!layers.contains(layer)) {
      throw ClusterException.usage(
          "featuresLayer: found \"%s\", which the model does not have; %sstagewright summary lists a network's layers"
              .formatted(
                  layer,
                  Spelling.nearest(layer, layers)
                      .map("did you mean \"%s\"? "::formatted)
                      .orElse("")));
    }
    List<String> outputs = new ArrayList<>(configuration.getNetworkOutputs());
    outputs.add(layer);
    configuration.setNetworkOutputs(outputs);
    ComputationGraph both = new ComputationGraph(configuration);
    both.init(graph.params(), /* cloneParametersArray= */ false);
    return Engines.attach(both, settings);
  }

  ImageInput input() {
    return model.input();
  }

  List<String> labels() {
    return model.labels();
  }

  TaskCoding coding() {
    return model.coding();
  }

  PredictionColumns columns() {
    return columns;
  }

  /** What the parameters take. */
  long parameterBytes() {
    return model.graph().numParams() * Float.BYTES;
  }

  /** Computes a batch, in the network's layout. */
  List<Score> score(INDArray batch) {
    synchronized (graph) {
      INDArray[] outputs = graph.output(false, batch);
      float[][] rows = outputs[0].toFloatMatrix();
      float @Nullable [][] features = outputs.length == 1 ? null : features(outputs[1]);
      List<Score> scores = new ArrayList<>();
      for (int i = 0; i < rows.length; i++) {
        Vector values = Vectors.dense(coding().values(rows[i]));
        scores.add(new Score(values, features == null ? null : vector(features[i])));
      }
      return scores;
    }
  }

  /** [pictures, channels]: of maps the mean over their cells. */
  private float[][] features(INDArray output) {
    if (output.rank() == 2) {
      return output.toFloatMatrix();
    }
    if (output.rank() != 4) {
      throw ClusterException.usage(
          "featuresLayer: found a layer whose output has %s dimensions; expected maps or a vector for each picture"
              .formatted(output.rank()));
    }
    boolean channelsLast = input().format() == DataFormat.CHANNELS_LAST;
    return output.mean(channelsLast ? new int[] {1, 2} : new int[] {2, 3}).toFloatMatrix();
  }

  private static Vector vector(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return Vectors.dense(wide);
  }

  @Override
  public void close() {
    synchronized (graph) {
      graph.close();
    }
  }
}
