package dev.stagewright.training;

import dev.stagewright.update.FlatUpdate;
import dev.stagewright.update.Segment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.NoOp;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

/**
 * What lies where in a graph's flat arrays.
 *
 * @param trained the parameters
 * @param statistics batch normalization's running statistics, and frozen layers
 */
record GraphParameters(List<Parameter> trained, List<Segment> statistics) {

  /**
   * An array of a layer.
   *
   * @param layer the layer's name
   * @param isKernel whether it is more than a bias, scale or shift
   * @param penalties L1 and L2, which are part of the loss
   * @param averaged whether the gradient is a sum over the batch and is to be divided
   */
  record Parameter(
      String layer,
      Segment segment,
      boolean isKernel,
      List<Regularization> penalties,
      boolean averaged) {}

  /**
   * Reads a graph.
   *
   * @throws TrainingException if it has what only Deeplearning4j's own updater does
   */
  static GraphParameters of(ComputationGraph graph) {
    INDArray all = graph.params();
    if (all.dataType() != DataType.FLOAT) {
      throw Hyperparameter.usage(
          "The network has parameters of %s; expected float32, which training sessions compute in"
              .formatted(all.dataType()));
    }
    GraphParameters found = new GraphParameters(new ArrayList<>(), new ArrayList<>());
    boolean miniBatch = graph.conf().isMiniBatch();
    for (GraphVertex vertex : graph.getVertices()) {
      if (vertex.numParams() > 0) {
        checkUpdates(vertex);
        vertex
            .paramTable(false)
            .forEach((name, array) -> found.add(vertex, name, array, all.offset(), miniBatch));
      }
    }
    return found;
  }

  private void add(GraphVertex vertex, String name, INDArray array, long start, boolean miniBatch) {
    Segment segment = new Segment((int) (array.offset() - start), (int) array.length());
    TrainingConfig config = vertex.getConfig();
    if (config.getUpdaterByParam(name) instanceof NoOp) {
      statistics.add(segment);
      return;
    }
    boolean averaged = miniBatch && vertex.updaterDivideByMinibatch(name);
    trained.add(
        new Parameter(
            vertex.getVertexName(),
            segment,
            isKernel(vertex, name),
            penalties(config, name),
            averaged));
  }

  private static boolean isKernel(GraphVertex vertex, String name) {
    return vertex.hasLayer()
        && vertex.getLayer().conf().getLayer() instanceof BaseLayer layer
        && layer.initializer().isWeightParam(layer, name);
  }

  /** Weight decay in a configuration is that of an optimizer, of this or an earlier one. */
  private static List<Regularization> penalties(TrainingConfig config, String name) {
    List<Regularization> all = config.getRegularizationByParam(name);
    return all == null
        ? List.of()
        : all.stream().filter(each -> !(each instanceof WeightDecay)).toList();
  }

  private static void checkUpdates(GraphVertex vertex) {
    TrainingConfig config = vertex.getConfig();
    GradientNormalization normalization = config.getGradientNormalization();
    if (normalization != null && normalization != GradientNormalization.None) {
      throw Hyperparameter.usage(
          "The layer \"%s\" has the gradient normalization %s, which training sessions do not compute. Leave it out, and clip by the plan's gradient options"
              .formatted(vertex.getVertexName(), normalization));
    }
    for (Map.Entry<String, INDArray> parameter : vertex.paramTable(false).entrySet()) {
      for (Regularization penalty : penalties(config, parameter.getKey())) {
        if (penalty.getClass() != L1Regularization.class
            && penalty.getClass() != L2Regularization.class) {
          throw Hyperparameter.usage(
              "The layer \"%s\" has a penalty of the class %s; training sessions compute L1, L2 and the optimizer's weight decay"
                  .formatted(vertex.getVertexName(), penalty.getClass().getName()));
        }
      }
    }
  }

  /** What lies in a slice, with places counted from its start. */
  GraphParameters cut(Slice slice) {
    GraphParameters found = new GraphParameters(new ArrayList<>(), new ArrayList<>());
    for (Parameter each : trained) {
      Segment part = part(each.segment(), slice);
      if (part.length() > 0) {
        found.trained.add(
            new Parameter(each.layer(), part, each.isKernel(), each.penalties(), each.averaged()));
      }
    }
    statistics.stream()
        .map(each -> part(each, slice))
        .filter(part -> part.length() > 0)
        .forEach(found.statistics::add);
    return found;
  }

  private static Segment part(Segment segment, Slice slice) {
    int from = Math.max(segment.offset(), slice.from());
    int to = Math.min(segment.offset() + segment.length(), slice.to());
    return new Segment(from - slice.from(), Math.max(0, to - from));
  }

  /**
   * Cuts the arrays into slices of about the same length, which are updated to the bits of the
   * whole.
   *
   * @param whole whether no segment is cut, since its update goes by its own norm
   */
  List<Slice> slices(int count, boolean whole) {
    List<Segment> all =
        Stream.concat(trainedSegments().stream(), statistics.stream())
            .sorted(Comparator.comparingInt(Segment::offset))
            .toList();
    Segment last = all.get(all.size() - 1);
    int length = last.offset() + last.length();
    List<Slice> slices = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= count; i++) {
      int to = i == count ? length : place(all, (int) ((long) length * i / count), whole);
      slices.add(new Slice(from, to));
      from = to;
    }
    return slices;
  }

  /** Where the arrays may be cut near an index. */
  private static int place(List<Segment> all, int index, boolean whole) {
    for (Segment each : all) {
      int into = index - each.offset();
      if (into < each.length()) {
        boolean behind = whole && into > each.length() / 2;
        int before = whole ? 0 : into / FlatUpdate.CHUNK * FlatUpdate.CHUNK;
        return each.offset() + (behind ? each.length() : before);
      }
    }
    throw new IllegalArgumentException("no segment has the index " + index);
  }

  /** The places of the parameters. */
  List<Segment> trainedSegments() {
    return trained.stream().map(Parameter::segment).toList();
  }
}
