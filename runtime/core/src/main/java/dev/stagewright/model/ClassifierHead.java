package dev.stagewright.model;

import dev.stagewright.errors.Brief;
import dev.stagewright.tasks.Task;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/**
 * The one output layer of a graph that classifies.
 *
 * @param layer its name
 * @param classes the number of its outputs
 */
public record ClassifierHead(String layer, int classes) {

  /**
   * Finds the head of a graph.
   *
   * @param graph an initialized graph
   * @return its head
   * @throws ModelException if the graph does not end in exactly one output layer, or in one without
   *     softmax
   */
  public static ClassifierHead of(ComputationGraph graph) {
    List<String> outputs = graph.getConfiguration().getNetworkOutputs();
    if (outputs.size() != 1) {
      throw new ModelException(
          "The network has the outputs %s; expected one that classifies".formatted(outputs));
    }
    String layer = outputs.get(0);
    var vertex = graph.getVertex(layer);
    if (!vertex.hasLayer()
        || !(vertex.getLayer().conf().getLayer() instanceof BaseOutputLayer output)) {
      throw new ModelException(
          "The network ends in \"%s\", which is no output layer; expected a classifier. Build the network with includeTop(true), or add an output layer"
              .formatted(layer));
    }
    if (!(output.getActivationFn() instanceof ActivationSoftmax)) {
      throw new ModelException(
          "The output \"%s\" has the activation %s; expected softmax: training, scores and classifiers are for one label of many. Declare @Head(task = Task.SINGLE_LABEL), or train the graph with its own fit(...)"
              .formatted(layer, output.getActivationFn()));
    }
    return new ClassifierHead(layer, (int) output.getNOut());
  }

  /**
   * What the network is to tell.
   *
   * @return a single label; heads of other tasks are refused
   */
  public Task task() {
    return Task.SINGLE_LABEL;
  }

  /**
   * Checks that there is one label per class.
   *
   * @param labels the names of the classes
   * @throws ModelException if there are more or fewer
   */
  public void check(List<String> labels) {
    if (labels.size() != task().labels(classes)) {
      throw new ModelException(
          String.format(
              Locale.ROOT,
              "labels: found %d %s; the output \"%s\" has %d classes. Build the network with classes(%d)",
              labels.size(),
              abbreviated(labels),
              layer,
              classes,
              labels.size()));
    }
  }

  private static String abbreviated(List<String> labels) {
    String some = String.join(", ", labels.subList(0, Math.min(5, labels.size())));
    return "(" + Brief.of(some) + (labels.size() > 5 ? ", ...)" : ")");
  }
}
