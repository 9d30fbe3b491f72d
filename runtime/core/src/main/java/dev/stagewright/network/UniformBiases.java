package dev.stagewright.network;

import java.util.SplittableRandom;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Draws biases as PyTorch does: uniform within 1 / sqrt(inputs), the inputs being the weights of
 * one output ({@code torch.nn.Linear.reset_parameters}, and that of convolutions). In a
 * configuration of Deeplearning4j a bias can only start as a constant. Called by generated code.
 */
public final class UniformBiases {

  private static final String WEIGHTS = "W";
  private static final String BIAS = "b";

  private UniformBiases() {}

  /**
   * Sets the biases of all convolutions and dense layers. Those of a layer follow from the seed and
   * its name.
   *
   * @param graph an initialized graph, whose parameters are changed in place
   * @param seed any number
   */
  public static void draw(ComputationGraph graph, long seed) {
    for (GraphVertex vertex : graph.getVertices()) {
      if (vertex.numParams() > 0) {
        var parameters = vertex.paramTable(false);
        INDArray weights = parameters.get(WEIGHTS);
        INDArray bias = parameters.get(BIAS);
        if (weights != null && bias != null) {
          double limit = 1 / Math.sqrt((double) weights.length() / bias.length());
          var random = new SplittableRandom(seed ^ vertex.getVertexName().hashCode());
          for (long i = 0; i < bias.length(); i++) {
            bias.putScalar(i, random.nextDouble(-limit, limit));
          }
        }
      }
    }
  }
}
