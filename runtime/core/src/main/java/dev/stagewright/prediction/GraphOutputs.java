package dev.stagewright.prediction;

import dev.stagewright.errors.Printable;
import dev.stagewright.errors.StagewrightException;
import dev.stagewright.model.ModelException;
import dev.stagewright.tasks.TaskCoding;
import java.util.List;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a graph puts out.
 *
 * @param graph an initialized graph with one output layer
 * @param labels the names of what it tells
 * @param coding what its outputs mean
 */
record GraphOutputs(ComputationGraph graph, List<String> labels, TaskCoding coding) {

  /**
   * Computes [images, outputs]. The one place that locks: a graph of Deeplearning4j keeps
   * activations in its layers. The graph itself is the lock, since several may share it.
   */
  float[][] outputs(INDArray batch) {
    synchronized (graph) {
      try {
        return graph.outputSingle(false, batch).toFloatMatrix();
      } catch (StagewrightException e) {
        throw e;
      } catch (RuntimeException e) {
        throw new ModelException("The network cannot be computed: " + e, e);
      }
    }
  }

  /**
   * Checks one image's outputs.
   *
   * @throws ModelException if one is NaN or infinite
   */
  void check(float[] outputs, String image) {
    for (int i = 0; i < outputs.length; i++) {
      if (!Float.isFinite(outputs[i])) {
        throw new ModelException(
            "%s: the network's output for \"%s\" is %s. Its parameters are damaged, or overflow on this image; Classifier.allowingNonFinite() lets it pass"
                .formatted(image, Printable.of(labels.get(coding.task().label(i))), outputs[i]));
      }
    }
  }
}
