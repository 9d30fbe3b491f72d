package dev.stagewright.onednn;

import dev.stagewright.engine.OutputListener;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a graph's listeners ask for, told from which methods they override. */
final class Callbacks {

  private Callbacks() {}

  /**
   * Tells that the forward pass is done. Outputs are computed if somebody wants no more than them,
   * the activations of every layer once somebody reads them.
   */
  static void forwardPass(
      ComputationGraph graph,
      Collection<TrainingListener> listeners,
      Supplier<INDArray[]> outputs,
      Supplier<Map<String, INDArray>> activations) {
    Map<String, INDArray> everyLayers = new LazyActivations(activations);
    INDArray[] computed = null;
    for (TrainingListener listener : listeners) {
      if (listener instanceof OutputListener wanting) {
        computed = computed == null ? outputs.get() : computed;
        wanting.onOutputs(graph, computed);
      } else {
        listener.onForwardPass(graph, everyLayers);
      }
    }
  }

  /** Whether one looks at the gradient, or the score, between the backward pass and the update. */
  static boolean lookBeforeUpdate(Collection<TrainingListener> listeners) {
    return any(listeners, "onBackwardPass", Model.class)
        || any(listeners, "onGradientCalculation", Model.class);
  }

  private static boolean any(
      Collection<TrainingListener> listeners, String method, Class<?>... parameters) {
    return listeners.stream().anyMatch(listener -> overrides(listener, method, parameters));
  }

  private static boolean overrides(TrainingListener listener, String name, Class<?>... types) {
    return Arrays.stream(listener.getClass().getMethods())
        .filter(method -> method.getName().equals(name))
        .filter(method -> Arrays.equals(method.getParameterTypes(), types))
        .map(java.lang.reflect.Method::getDeclaringClass)
        .anyMatch(type -> type != BaseTrainingListener.class && type != TrainingListener.class);
  }
}
