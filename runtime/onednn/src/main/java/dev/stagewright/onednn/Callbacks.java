package dev.stagewright.onednn;

import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.deeplearning4j.optimize.api.TrainingListener;

/** What a graph's listeners ask for, told from which methods they override. */
final class Callbacks {

  private Callbacks() {}

  /** Whether one wants the activations of every layer. */
  static boolean wantActivations(Collection<TrainingListener> listeners) {
    return any(listeners, "onForwardPass", Model.class, Map.class);
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
