package dev.stagewright.prediction;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.graph.vertex.VertexIndices;
import org.deeplearning4j.nn.graph.vertex.impl.LayerVertex;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * The gradient of one of a graph's logits by a layer's output, for one picture. Deeplearning4j
 * gives gradients by parameters only, and through a normalization only those of training, so that
 * the graph's vertices are gone through here, one after the other.
 */
final class GraphGradient {

  private static final LayerWorkspaceMgr NONE = LayerWorkspaceMgr.noWorkspaces();

  private final GraphVertex[] vertices;
  private final int[] order;
  private final Map<String, INDArray> activations = new HashMap<>();
  private final String output;

  /** Computes the graph. */
  GraphGradient(ComputationGraph graph, INDArray input) {
    this.vertices = graph.getVertices();
    this.order = graph.topologicalSortOrder();
    this.output = graph.getConfiguration().getNetworkOutputs().get(0);
    if (graph.getFlattenedGradients() == null) {
      graph.initGradientsView(); // layers put their parameters' gradients somewhere
    }
    graph.setInput(0, input); // tells the layers' preprocessors how many pictures there are
    for (int i : order) {
      GraphVertex vertex = vertices[i];
      INDArray activation = vertex.isInputVertex() ? input.dup('c') : vertex.doForward(false, NONE);
      activations.put(vertex.getVertexName(), activation);
      VertexIndices[] readers = vertex.getOutputVertices();
      for (VertexIndices reader : readers == null ? new VertexIndices[0] : readers) {
        vertices[reader.getVertexIndex()].setInput(
            reader.getVertexEdgeNumber(), activation.dup('c'), NONE);
      }
    }
  }

  INDArray output() {
    return activation(output);
  }

  INDArray activation(String layer) {
    return Objects.requireNonNull(activations.get(layer));
  }

  /** The gradient of an output's logit by a layer's output. */
  INDArray of(String layer, int logit) {
    Map<String, INDArray> gradients = new HashMap<>();
    for (int place = order.length - 1; place >= 0; place--) {
      GraphVertex vertex = vertices[order[place]];
      String name = vertex.getVertexName();
      if (name.equals(layer)) {
        return Objects.requireNonNull(gradients.get(layer));
      }
      INDArray[] byInputs;
      if (name.equals(output)) {
        byInputs = new INDArray[] {ofLogit(vertex, logit)};
      } else if (!gradients.containsKey(name)) {
        continue;
      } else {
        byInputs = back(vertex, Objects.requireNonNull(gradients.get(name)));
      }
      VertexIndices[] inputs = vertex.getInputVertices();
      for (int i = 0; i < inputs.length; i++) {
        gradients.merge(
            vertices[inputs[i].getVertexIndex()].getVertexName(), byInputs[i], INDArray::add);
      }
    }
    throw new IllegalStateException(layer + " is not in front of the output");
  }

  /** A logit is a weighted sum of the last layer's inputs. */
  private static INDArray ofLogit(GraphVertex vertex, int logit) {
    INDArray weights = vertex.getLayer().getParam(DefaultParamInitializer.WEIGHT_KEY);
    INDArray gradient = weights.getColumn(logit).dup('c').reshape(1, weights.size(0));
    InputPreProcessor shaping = ((LayerVertex) vertex).getLayerPreProcessor();
    return shaping == null ? gradient : shaping.backprop(gradient, 1, NONE);
  }

  private INDArray[] back(GraphVertex vertex, INDArray gradient) {
    if (vertex.hasLayer()
        && vertex.getLayer().conf().getLayer() instanceof BatchNormalization normalization) {
      return new INDArray[] {
        gradient.mul(scale(vertex, normalization).broadcast(gradient.shape()))
      };
    }
    if (vertex.hasLayer() && vertex.getLayer().conf().getLayer() instanceof DropoutLayer) {
      return new INDArray[] {gradient}; // a prediction drops nothing, so that there is no mask
    }
    VertexIndices[] inputs = vertex.getInputVertices();
    for (int i = 0; i < inputs.length; i++) { // predicting, layers overwrite what they read
      INDArray read = activation(vertices[inputs[i].getVertexIndex()].getVertexName());
      vertex.setInput(i, read.dup('c'), NONE);
    }
    vertex.setEpsilon(gradient.dup('c'));
    return vertex.doBackward(false, NONE).getSecond();
  }

  /** What a predicting normalization multiplies every channel with. */
  private static INDArray scale(GraphVertex vertex, BatchNormalization normalization) {
    var layer = vertex.getLayer();
    INDArray variance =
        normalization.isUseLogStd()
            ? Transforms.exp(
                layer
                    .getParam(BatchNormalizationParamInitializer.GLOBAL_LOG_STD)
                    .mul(2 * Math.log(10)))
            : layer.getParam(BatchNormalizationParamInitializer.GLOBAL_VAR);
    INDArray scale = Transforms.sqrt(variance.add(normalization.getEps())).rdiv(1);
    scale =
        normalization.isLockGammaBeta()
            ? scale.mul(normalization.getGamma())
            : scale.mul(layer.getParam(BatchNormalizationParamInitializer.GAMMA));
    if (normalization.getCnn2DFormat() == CNN2DFormat.NHWC) {
      return scale.reshape(1, 1, 1, scale.length());
    }
    return scale.reshape(1, scale.length(), 1, 1);
  }
}
