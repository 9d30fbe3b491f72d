package dev.stagewright.onednn.internal.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * A graph with the shapes of its values.
 *
 * @param ops in an order in which every value is made before it is read
 * @param outputs in the order in which the graph lists them, which need not be that of {@code ops}
 * @param frozen layers whose parameters do not train
 * @param stops frozen layers through which no gradient passes
 */
public record Model(List<Op> ops, List<Output> outputs, Set<String> frozen, Set<String> stops) {

  /**
   * One of the graph's outputs.
   *
   * @param layer its name
   * @param value the value that it is made of: before the activation where there is a loss
   * @param layout how Deeplearning4j stores it
   * @param loss what it is trained with, or null
   */
  public record Output(String layer, String value, Layout layout, @Nullable Loss loss) {}

  /**
   * The end of an output layer.
   *
   * @param layer Deeplearning4j's, whose loss may be another one for the next run
   */
  public record Loss(BaseOutputLayer layer) {

    /** Deeplearning4j's loss or one in its form. */
    public ILossFunction function() {
      return layer.getLossFn();
    }

    /** From logits to predictions. */
    public IActivation activation() {
      return layer.getActivationFn();
    }
  }

  /** The same with a layer's maps as one more output, laid out as the input is. */
  public Model with(String maps) {
    Layout layout =
        ops.stream()
            .filter(Source.class::isInstance)
            .map(op -> ((Source) op).layout())
            .findFirst()
            .orElse(Layout.NCHW);
    List<Output> more = new ArrayList<>(outputs);
    more.add(new Output(maps, maps, layout, null));
    return new Model(ops, more, frozen, stops);
  }

  /** The same with nothing that trains, though gradients pass through all of it. */
  public Model allFrozen() {
    Set<String> all = ops.stream().map(Op::name).collect(Collectors.toSet());
    return new Model(ops, outputs, all, Set.of());
  }

  /** Whether a value is an output as it is, without a loss behind it. */
  public boolean putsOut(String value) {
    return outputs.stream()
        .anyMatch(output -> output.loss() == null && output.value().equals(value));
  }

  /**
   * The output that has its loss behind a value.
   *
   * @return null if there is none
   */
  public @Nullable Output lossBehind(String value) {
    return outputs.stream()
        .filter(output -> output.loss() != null && output.value().equals(value))
        .findFirst()
        .orElse(null);
  }

  /** How many operations and outputs read each value. */
  public Map<String, Integer> consumers() {
    Map<String, Integer> consumers = new HashMap<>();
    ops.forEach(op -> op.inputs().forEach(input -> consumers.merge(input, 1, Integer::sum)));
    outputs.forEach(output -> consumers.merge(output.value(), 1, Integer::sum));
    return consumers;
  }

  /** The one operation that reads a value, for all values with but one reader. */
  public Map<String, Op> soleReaders() {
    Map<String, Integer> consumers = consumers();
    Map<String, Op> readers = new HashMap<>();
    for (Op op : ops) {
      for (String input : op.inputs()) {
        if (consumers.getOrDefault(input, 0) == 1) {
          readers.put(input, op);
        }
      }
    }
    return readers;
  }

  /** The operations by name. */
  public Map<String, Op> byName() {
    Map<String, Op> byName = new HashMap<>();
    ops.forEach(op -> byName.put(op.name(), op));
    return byName;
  }
}
