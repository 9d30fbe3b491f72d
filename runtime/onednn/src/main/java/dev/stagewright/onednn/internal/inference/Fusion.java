package dev.stagewright.onednn.internal.inference;

import dev.stagewright.onednn.internal.model.Convolution;
import dev.stagewright.onednn.internal.model.Dropout;
import dev.stagewright.onednn.internal.model.Function;
import dev.stagewright.onednn.internal.model.Nonlinear;
import dev.stagewright.onednn.internal.model.Normalization;
import dev.stagewright.onednn.internal.model.Op;
import dev.stagewright.onednn.internal.model.Sum;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.PostOps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** What an operation takes in of those behind it, where nobody else reads the values between. */
final class Fusion {

  /**
   * The other term of a sum.
   *
   * @param replaced whether its memory may become the result's
   */
  record Residual(String name, Tensor tensor, boolean replaced) {}

  private final List<Op> taken = new ArrayList<>();
  private @Nullable Normalization normalization;
  private @Nullable Residual residual;
  private final List<Function> functions = new ArrayList<>();

  /**
   * @param soleReaders the one operation that reads a value, where there is but one
   * @param values what is computed before the operation
   * @param pending how many readers each value still has
   */
  Fusion(
      Op first,
      Map<String, Op> soleReaders,
      Map<String, Tensor> values,
      Map<String, Integer> pending) {
    String end = first.name();
    if (first instanceof Convolution && soleReaders.get(end) instanceof Normalization next) {
      normalization = next;
      end = take(next);
    }
    while (soleReaders.get(end) instanceof Dropout dropout) {
      end = take(dropout); // values pass unchanged
    }
    if (soleReaders.get(end) instanceof Sum sum && sum.inputs().size() == 2) {
      String other = sum.inputs().get(sum.inputs().get(0).equals(end) ? 1 : 0);
      Tensor tensor = values.get(other);
      if (tensor != null && !other.equals(end)) {
        boolean replaced = pending.getOrDefault(other, 0) == 1 && !tensor.isKept();
        residual = new Residual(other, tensor, replaced);
        end = take(sum);
      }
    }
    while (soleReaders.get(end) instanceof Nonlinear nonlinear) {
      functions.add(nonlinear.function());
      end = take(nonlinear);
    }
  }

  private String take(Op op) {
    taken.add(op);
    return op.name();
  }

  List<Op> taken() {
    return taken;
  }

  @Nullable Normalization normalization() {
    return normalization;
  }

  @Nullable Residual residual() {
    return residual;
  }

  /** The nonlinearities behind everything else, in order. */
  List<Function> functions() {
    return functions;
  }

  /** Appends the sum and the nonlinearities. */
  PostOps appendTo(PostOps ops) {
    if (residual != null && residual.replaced()) {
      ops.addDestination();
    } else if (residual != null) {
      ops.add("sum", residual.tensor());
    }
    return ops.then(functions);
  }

  /** What is fused, for people. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner("+");
    if (normalization != null) {
      text.add("bn");
    }
    if (residual != null) {
      text.add("sum");
    }
    functions.forEach(function -> text.add(function.toString()));
    return text.toString();
  }
}
