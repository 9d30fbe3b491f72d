package dev.stagewright.training;

import dev.stagewright.data.FrozenBody;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Engines;
import dev.stagewright.engine.LossGradients;
import dev.stagewright.network.LayerGroups;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The part of a graph that trains: all of it, or what stands behind a frozen body. Body and part
 * are graphs of their own on the same parameters, so that the body computes as in prediction and no
 * gradient is computed for it, with and without an engine, and the whole graph's configuration
 * stays as it is.
 */
final class TrainedPart {

  private final ComputationGraph whole;
  private final ComputationGraph graph;
  private final @Nullable Body body;
  private final long start;

  private TrainedPart(
      ComputationGraph whole, ComputationGraph graph, @Nullable Body body, long start) {
    this.whole = whole;
    this.graph = graph;
    this.body = body;
    this.start = start;
  }

  /** A graph that trains as a whole. */
  static TrainedPart all(ComputationGraph graph) {
    return new TrainedPart(graph, graph, null, 0);
  }

  /**
   * What stands behind a layer of a graph.
   *
   * @param last of the frozen layers, through which everything passes
   */
  static TrainedPart behind(String last, ComputationGraph whole, LayerGroups layers) {
    List<String> order = layers.layers();
    int frozen = order.indexOf(last) + 1;
    int cut = layers.indexBehindFixed(frozen);
    long start =
        order.subList(0, cut).stream().mapToLong(layer -> whole.getVertex(layer).numParams()).sum();
    List<String> inputs = whole.getConfiguration().getNetworkInputs();
    ComputationGraph front =
        part(whole, inputs, order.subList(0, cut), List.of(order.get(cut - 1)), 0, start);
    ComputationGraph rest =
        part(
            whole,
            List.of(order.get(cut - 1)),
            order.subList(cut, order.size()),
            whole.getConfiguration().getNetworkOutputs(),
            start,
            whole.numParams());
    rest.setListeners(whole.getListeners());
    Set<String> names = new LinkedHashSet<>(order.subList(0, frozen));
    return new TrainedPart(whole, rest, new Body(front, names), start);
  }

  private static ComputationGraph part(
      ComputationGraph whole,
      List<String> inputs,
      List<String> layers,
      List<String> outputs,
      long from,
      long to) {
    ComputationGraphConfiguration cut = whole.getConfiguration().clone();
    cut.getVertices().keySet().retainAll(layers);
    cut.getVertexInputs().keySet().retainAll(layers);
    cut.setNetworkInputs(new ArrayList<>(inputs));
    cut.setNetworkOutputs(new ArrayList<>(outputs));
    // The order in which parameters lie is that of the whole graph.
    List<String> order = new ArrayList<>(inputs);
    order.addAll(layers);
    cut.setTopologicalOrderStr(order);
    cut.setTopologicalOrder(IntStream.range(0, order.size()).toArray());
    ComputationGraph made = new ComputationGraph(cut);
    INDArray parameters = cut(whole.params(), from, to);
    made.init(parameters.reshape(1, parameters.length()), false);
    Optional<EngineSettings> settings = Engines.settings(whole);
    return settings.isPresent() ? Engines.attach(made, settings.get()) : made;
  }

  private static INDArray cut(INDArray array, long from, long to) {
    return array.reshape(array.length()).get(NDArrayIndex.interval(from, to));
  }

  /** The graph that trains; its input are pictures, or the body's features. */
  ComputationGraph graph() {
    return graph;
  }

  /** The layers in front of it; null if everything trains. */
  @Nullable FrozenBody body() {
    return body;
  }

  /** The names of the layers that do not train. */
  Set<String> frozen() {
    return body == null ? Set.of() : body.layers();
  }

  /** What of an array as long as the whole graph's parameters belongs to this part; a view. */
  INDArray of(INDArray array) {
    return body == null ? array : cut(array, start, array.length());
  }

  /** Gives the part the whole graph's counts, from which masks follow. */
  void count() {
    graph.getConfiguration().setIterationCount(whole.getIterationCount());
    graph.getConfiguration().setEpochCount(whole.getEpochCount());
  }

  /** Tells engines that this part's parameters have changed. */
  void parametersChanged() {
    changed(graph);
    if (body != null) {
      changed(whole);
    }
  }

  /** Tells engines that the body's parameters have changed, too. */
  void bodyChanged() {
    parametersChanged();
    if (body != null) {
      changed(body.graph());
    }
  }

  private static void changed(ComputationGraph graph) {
    if (graph instanceof LossGradients engine) {
      engine.parametersChanged();
    }
  }

  /** Gives back what engines took for a part of its own. */
  void close() {
    if (body != null) {
      closePlans(graph);
      closePlans(body.graph());
    }
  }

  private static void closePlans(ComputationGraph graph) {
    if (graph instanceof LossGradients engine) {
      engine.closePlans();
    }
  }

  private record Body(ComputationGraph graph, Set<String> layers) implements FrozenBody {
    @Override
    public INDArray features(INDArray pictures) {
      return graph.outputSingle(false, pictures);
    }

    /** Deeplearning4j's products of matrices round by where in the batch a picture is. */
    @Override
    public int batchSize(int most) {
      return Engines.settings(graph).isPresent() ? most : 1;
    }
  }
}
