package dev.stagewright.onednn.plan;

import dev.stagewright.onednn.model.Model;
import dev.stagewright.onednn.model.Op;
import dev.stagewright.onednn.model.Shape;
import dev.stagewright.onednn.model.Window;
import dev.stagewright.onednn.model.Window.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Moves strides towards the input: a value whose readers all skip the same cells is not computed
 * there. In ResNet50 the last block before each stage of stride 2 shrinks to a quarter, but for its
 * first convolution. The same numbers, for prediction only: batch statistics need every cell.
 */
final class StridePropagation {

  private static final Pair ALL = Pair.of(1);

  private final Model model;

  /** The stride at which each value is read; absent where nobody reads it. */
  private final Map<String, Pair> strides = new HashMap<>();

  private final List<Op> rebuilt = new ArrayList<>();

  /** Cells to be picked from values that others need whole, by the picking operation's name. */
  private final Map<String, Op.Pooling> picks = new LinkedHashMap<>();

  private StridePropagation(Model model) {
    this.model = model;
  }

  static Model apply(Model model) {
    return new StridePropagation(model).rebuild();
  }

  private Model rebuild() {
    model.outputs().forEach(output -> strides.put(output.value(), ALL));
    for (int i = model.ops().size() - 1; i >= 0; i--) {
      read(model.ops().get(i));
    }
    model.ops().forEach(this::rebuild);
    // Picked at once, so that a convolution finds the other term of its sum ready.
    List<Op> ops = new ArrayList<>();
    for (Op op : rebuilt) {
      ops.add(op);
      picks.values().stream().filter(pick -> pick.input().equals(op.name())).forEach(ops::add);
    }
    return new Model(ops, model.outputs(), model.frozen(), model.stops());
  }

  /** Notes at which stride an operation reads its inputs; its own readers are known by now. */
  private void read(Op op) {
    if (!computesCellByCell(op)) {
      strides.put(op.name(), ALL);
    }
    Pair own = stride(op.name());
    Pair reads = ALL;
    if (op instanceof Op.Convolution convolution) {
      reads = convolution.window().seesOneCell() ? convolution.window().stride().times(own) : ALL;
    } else if (computesCellByCell(op)) {
      reads = own;
    }
    for (String input : op.inputs()) {
      Pair wanted = reads;
      strides.merge(input, wanted, (one, other) -> one.equals(other) ? one : ALL);
    }
  }

  /** Whether an operation can make single cells of its value without making the others. */
  private static boolean computesCellByCell(Op op) {
    return op instanceof Op.Convolution
        || op instanceof Op.Normalization
        || op instanceof Op.Nonlinear
        || op instanceof Op.Sum;
  }

  private Pair stride(String value) {
    return strides.getOrDefault(value, ALL);
  }

  private void rebuild(Op op) {
    Pair own = stride(op.name());
    Shape shape = op.shape().every(own);
    if (op instanceof Op.Convolution convolution) {
      rebuilt.add(convolution(convolution, own, shape));
    } else if (op instanceof Op.Normalization norm) {
      String input = at(own, norm.input(), norm.shape());
      rebuilt.add(
          new Op.Normalization(
              norm.name(),
              input,
              shape,
              norm.gamma(),
              norm.beta(),
              norm.mean(),
              norm.variance(),
              norm.epsilon(),
              norm.decay()));
    } else if (op instanceof Op.Nonlinear nonlinear) {
      String input = at(own, nonlinear.input(), nonlinear.shape());
      rebuilt.add(new Op.Nonlinear(nonlinear.name(), input, shape, nonlinear.function()));
    } else if (op instanceof Op.Sum sum) {
      List<String> inputs =
          sum.inputs().stream().map(input -> at(own, input, sum.shape())).toList();
      rebuilt.add(new Op.Sum(sum.name(), inputs, shape));
    } else {
      rebuilt.add(op);
    }
  }

  private Op.Convolution convolution(Op.Convolution op, Pair own, Shape shape) {
    Pair done = stride(op.input());
    Window window = op.window().withStride(op.window().stride().times(own).dividedBy(done));
    return new Op.Convolution(
        op.name(), op.input(), op.in().every(done), shape, window, op.kernel(), op.bias());
  }

  /** The name of a value's cells at a stride; they are picked where others need them all. */
  private String at(Pair stride, String input, Shape shape) {
    if (stride(input).equals(stride)) {
      return input;
    }
    Op.Pooling cells = Subsampling.pick(input, shape, stride);
    picks.put(cells.name(), cells);
    return cells.name();
  }
}
