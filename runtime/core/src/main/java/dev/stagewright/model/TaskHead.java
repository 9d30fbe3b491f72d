package dev.stagewright.model;

import dev.stagewright.errors.Brief;
import dev.stagewright.layers.LogitLoss;
import dev.stagewright.layers.SoftmaxCrossEntropy;
import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskCoding;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.lossfunctions.ILossFunction;
import org.nd4j.linalg.lossfunctions.impl.LossBinaryXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMCXENT;
import org.nd4j.linalg.lossfunctions.impl.LossMSE;
import org.nd4j.linalg.lossfunctions.impl.LossNegativeLogLikelihood;

/**
 * The one output layer of a graph, which tells of a picture what the task asks for.
 *
 * @param layer its name
 * @param outputs the number of its outputs
 * @param task what it is to tell
 */
public record TaskHead(String layer, int outputs, Task task) {

  /** What stands in a file for losses that are ours, and is replaced by them. */
  private static final List<ILossFunction> PLAIN =
      List.of(
          new LossBinaryXENT(), new LossMCXENT(), new LossNegativeLogLikelihood(), new LossMSE());

  private static final List<ILossFunction> CROSS_ENTROPY =
      List.of(new LossMCXENT(), new LossNegativeLogLikelihood());

  /**
   * Finds the head of a graph. Softmax is for one label of many, one sigmoid for yes or no, several
   * for several labels, and the identity for regression.
   *
   * @param graph an initialized graph
   * @return its head
   * @throws ModelException if the graph does not end in exactly one output layer with one of these
   *     activation functions
   */
  public static TaskHead of(ComputationGraph graph) {
    List<String> outputs = graph.getConfiguration().getNetworkOutputs();
    if (outputs.size() != 1) {
      throw new ModelException("The network has the outputs %s; expected one".formatted(outputs));
    }
    String layer = outputs.get(0);
    if (!(output(graph, layer) instanceof BaseOutputLayer output)) {
      throw new ModelException(
          "The network ends in \"%s\", which is not an output layer. Build the network with includeTop(true), or add an output layer"
              .formatted(layer));
    }
    int count = (int) output.getNOut();
    return new TaskHead(layer, count, task(layer, output.getActivationFn(), count));
  }

  /**
   * Finds the head of a graph that tells of labels: of a single one with one sigmoid, which may
   * apply or not, instead of yes and no.
   *
   * @param graph an initialized graph
   * @param labels the names of what it tells
   * @return its head
   * @throws ModelException as {@link #of(ComputationGraph)}, or if the labels are more or fewer
   */
  public static TaskHead of(ComputationGraph graph, List<String> labels) {
    TaskHead head = of(graph);
    if (head.task == Task.BINARY && labels.size() == 1) {
      head = new TaskHead(head.layer, head.outputs, Task.MULTI_LABEL);
    }
    head.check(labels);
    return head;
  }

  private static @Nullable Layer output(ComputationGraph graph, String layer) {
    var vertex = graph.getVertex(layer);
    return vertex.hasLayer() ? vertex.getLayer().conf().getLayer() : null;
  }

  private static Task task(String layer, IActivation activation, int outputs) {
    if (activation instanceof ActivationSoftmax) {
      return Task.SINGLE_LABEL;
    }
    if (activation instanceof ActivationSigmoid) {
      return outputs == 1 ? Task.BINARY : Task.MULTI_LABEL;
    }
    if (activation instanceof ActivationIdentity) {
      return Task.REGRESSION;
    }
    throw new ModelException(
        "The output \"%s\" has the activation %s; expected softmax (one label of many), sigmoid (several labels, or yes and no) or identity (regression)"
            .formatted(layer, activation));
  }

  /**
   * Checks that there is one label per class, label or value, and two for yes or no.
   *
   * @param labels their names
   * @throws ModelException if there are more or fewer
   */
  public void check(List<String> labels) {
    if (task == Task.BINARY && labels.size() != 2) {
      throw new ModelException(
          String.format(
              Locale.ROOT,
              "labels: found %d %s; the output \"%s\" answers yes or no and has two: no and yes",
              labels.size(),
              abbreviated(labels),
              layer));
    }
    if (labels.size() != task.labels(outputs)) {
      throw new ModelException(
          String.format(
              Locale.ROOT,
              "labels: found %d %s; the output \"%s\" has %d %s. Build the network with classes(%d)",
              labels.size(),
              abbreviated(labels),
              layer,
              outputs,
              task == Task.SINGLE_LABEL ? "classes" : "outputs",
              labels.size()));
    }
  }

  private static String abbreviated(List<String> labels) {
    String some = String.join(", ", labels.subList(0, Math.min(5, labels.size())));
    return "(" + Brief.of(some) + (labels.size() > 5 ? ", ...)" : ")");
  }

  /**
   * What the outputs mean if nothing was tuned.
   *
   * @return thresholds of 0.5, values as they are
   */
  public TaskCoding coding() {
    return TaskCoding.of(task, outputs);
  }

  /**
   * The loss that the graph is trained with.
   *
   * @param graph that has this head
   * @return Deeplearning4j's or one of ours
   */
  public ILossFunction loss(ComputationGraph graph) {
    return layer(graph).getLossFn();
  }

  /**
   * The loss without what training changes of it, for outputs of any value.
   *
   * @param graph that has this head
   * @return the task's as it is, or the user's own
   */
  public ILossFunction plainLoss(ComputationGraph graph) {
    ILossFunction loss =
        loss(graph) instanceof LogitLoss ours ? task.plainLoss().orElse(ours.stock()) : loss(graph);
    // Of a probability of 0, Deeplearning4j's makes 0 * log 0, which is NaN.
    return task == Task.SINGLE_LABEL && CROSS_ENTROPY.contains(loss)
        ? new SoftmaxCrossEntropy(0, 0, List.of())
        : loss;
  }

  private BaseOutputLayer layer(ComputationGraph graph) {
    return (BaseOutputLayer) graph.getVertex(layer).getLayer().conf().getLayer();
  }

  /**
   * Makes the graph train with a loss. A loss of the user's own stays.
   *
   * @param graph that has this head
   * @param loss empty for Deeplearning4j's, which the graph was made with
   * @return whether the graph has that loss now
   */
  public boolean train(ComputationGraph graph, Optional<ILossFunction> loss) {
    ILossFunction before = loss(graph);
    if (!(before instanceof LogitLoss) && !PLAIN.contains(before)) {
      return false;
    }
    ILossFunction plain = before instanceof LogitLoss ours ? ours.stock() : before;
    layer(graph).setLossFn(loss.orElse(plain));
    return true;
  }
}
