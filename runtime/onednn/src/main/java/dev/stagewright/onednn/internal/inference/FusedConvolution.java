package dev.stagewright.onednn.internal.inference;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;
import static org.bytedeco.dnnl.global.dnnl.algorithm;

import dev.stagewright.onednn.internal.model.Function;
import dev.stagewright.onednn.internal.model.Op;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.EltwisePrimitives;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.bytedeco.dnnl.post_ops;
import org.jspecify.annotations.Nullable;

/** What a convolution takes in of the operations behind it. */
final class FusedConvolution {

  private final List<Op> taken = new ArrayList<>();
  private Op.@Nullable Normalization normalization;
  private @Nullable String residual;
  private final List<Op.Nonlinear> nonlinearities = new ArrayList<>();

  /**
   * @param soleReaders the one operation that reads a value, where there is but one
   * @param values what is computed before the convolution
   */
  FusedConvolution(
      Op.Convolution convolution, Map<String, Op> soleReaders, Map<String, Tensor> values) {
    String end = convolution.name();
    if (soleReaders.get(end) instanceof Op.Normalization next) {
      normalization = next;
      end = take(next);
    }
    if (soleReaders.get(end) instanceof Op.Sum sum && sum.inputs().size() == 2) {
      String other = sum.inputs().get(sum.inputs().get(0).equals(end) ? 1 : 0);
      if (values.containsKey(other) && !other.equals(end)) {
        residual = other;
        end = take(sum);
      }
    }
    while (soleReaders.get(end) instanceof Op.Nonlinear nonlinear) {
      nonlinearities.add(nonlinear);
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

  Op.@Nullable Normalization normalization() {
    return normalization;
  }

  /** The nonlinearities behind everything else, in order. */
  List<Function> functions() {
    return nonlinearities.stream().map(Op.Nonlinear::function).toList();
  }

  /** The other term of the sum, or null. */
  @Nullable String residual() {
    return residual;
  }

  /**
   * oneDNN's post-operations.
   *
   * @param inPlace whether the residual's memory becomes the output's
   * @param arguments gets the residual where it is an argument of its own
   */
  post_ops postOps(
      @Nullable Tensor residualTensor, boolean inPlace, Map<Integer, Tensor> arguments) {
    post_ops ops = new post_ops();
    if (residualTensor != null && inPlace) {
      ops.append_sum();
    } else if (residualTensor != null) {
      ops.append_binary(algorithm.binary_add.value, residualTensor.desc);
      // The residual is the first post-operation, so its place is 0.
      arguments.put(DNNL_ARG_ATTR_MULTIPLE_POST_OP_BASE | DNNL_ARG_SRC_1, residualTensor);
    }
    functions().forEach(function -> EltwisePrimitives.append(ops, function));
    return ops;
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
    nonlinearities.forEach(op -> text.add(op.function().toString()));
    return text.toString();
  }
}
