package dev.stagewright.engine;

import java.util.Optional;
import java.util.function.ToIntFunction;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A graph that tells which maps inside of it a logit goes by, for who explains predictions. A graph
 * that an engine {@linkplain Engine#attach attached} may be one.
 */
public interface LogitSlopes {

  /**
   * What a logit goes by.
   *
   * @param outputs of the graph for the one image
   * @param maps the layer's output, [1, channels, height, width] or, in a graph with channels last,
   *     [1, height, width, channels]
   * @param slopes the gradient of the logit by each of the maps, its mean over the map's cells
   */
  @SuppressWarnings("ArrayRecordComponent") // nobody compares them
  record Slopes(float[] outputs, INDArray maps, double[] slopes) {}

  /**
   * Computes an image as a prediction does, normalizations with their running statistics, and the
   * gradient of one logit by a layer's maps.
   *
   * @param image the graph's only input, a batch of one
   * @param layer a layer or vertex that puts out maps, and that every way from the input to the
   *     output leads through
   * @param logit which one, from 0, for the graph's outputs
   * @return empty if nothing was done, since only Deeplearning4j can compute it
   */
  Optional<Slopes> slopes(INDArray image, String layer, ToIntFunction<float[]> logit);
}
