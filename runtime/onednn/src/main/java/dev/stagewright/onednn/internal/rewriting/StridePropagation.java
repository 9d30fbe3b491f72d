package dev.stagewright.onednn.internal.rewriting;

import dev.stagewright.onednn.internal.model.Model;
import dev.stagewright.onednn.internal.model.Op;
import dev.stagewright.onednn.internal.model.Pooling;
import dev.stagewright.onednn.internal.model.Shape;
import dev.stagewright.onednn.internal.model.Window.Pair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves strides towards the input: a value whose readers all skip the same cells is not computed
 * there. In ResNet50 the last block before each stage of stride 2 shrinks to a quarter, but for its
 * first convolution. The same numbers, for prediction only: batch statistics need every cell.
 */
public final class StridePropagation implements Op.Cells {

  private static final Pair ALL = Pair.of(1);

  private final Model model;

  /** The stride at which each value is read; absent where nobody reads it. */
  private final Map<String, Pair> strides = new HashMap<>();

  private final List<Op> rebuilt = new ArrayList<>();

  /** Cells to be picked from values that others need whole, by the picking operation's name. */
  private final Map<String, Pooling> picks = new LinkedHashMap<>();

  private StridePropagation(Model model) {
    this.model = model;
  }

  public static Model apply(Model model) {
    return new StridePropagation(PaddingFolding.apply(model)).rebuild();
  }

  private Model rebuild() {
    model.outputs().forEach(output -> strides.put(output.value(), ALL));
    for (int i = model.ops().size() - 1; i >= 0; i--) {
      read(model.ops().get(i));
    }
    model.ops().forEach(op -> rebuilt.add(op.strided(stride(op.name()), this)));
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
    Optional<Pair> reads = op.inputStride(stride(op.name()));
    if (reads.isEmpty()) {
      strides.put(op.name(), ALL);
    }
    Pair wanted = reads.orElse(ALL);
    for (String input : op.inputs()) {
      strides.merge(input, wanted, (one, other) -> one.equals(other) ? one : ALL);
    }
  }

  @Override
  public Pair stride(String value) {
    return strides.getOrDefault(value, ALL);
  }

  /** They are picked where others need them all. */
  @Override
  public String at(Pair stride, String value, Shape whole) {
    boolean single = whole.every(stride).equals(whole);
    if (single || stride(value).equals(stride)) {
      return value;
    }
    Pooling cells = Subsampling.pick(value, whole, stride);
    picks.put(cells.name(), cells);
    return cells.name();
  }
}
