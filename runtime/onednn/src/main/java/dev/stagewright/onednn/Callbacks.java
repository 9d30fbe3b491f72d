package dev.stagewright.onednn;

import dev.stagewright.engine.OutputListener;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
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

  /** Whether one wants the activations of every layer. */
  static boolean wantActivations(Collection<TrainingListener> listeners) {
    List<TrainingListener> others =
        listeners.stream().filter(listener -> !(listener instanceof OutputListener)).toList();
    return any(others, "onForwardPass", Model.class, Map.class);
  }

  /** Hands the outputs, computed on demand, to those that want no more than them. */
  static void outputs(
      ComputationGraph graph,
      Collection<TrainingListener> listeners,
      Supplier<INDArray[]> computed) {
    List<OutputListener> wanting =
        listeners.stream()
            .filter(OutputListener.class::isInstance)
            .map(OutputListener.class::cast)
            .toList();
    if (!wanting.isEmpty()) {
      INDArray[] outputs = computed.get();
      wanting.forEach(listener -> listener.onOutputs(graph, outputs));
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
