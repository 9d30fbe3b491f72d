package dev.stagewright.onednn.internal.training;

import dev.stagewright.onednn.internal.model.Nonlinear;
import dev.stagewright.onednn.internal.model.Normalization;
import dev.stagewright.onednn.internal.model.Op;
import dev.stagewright.onednn.internal.model.Sum;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.EltwisePrimitives;
import dev.stagewright.onednn.internal.primitives.NormalizationPrimitives;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.memory;

/**
 * Large outputs of a normalization and its nonlinearity are not kept for the backward pass but
 * computed again from the normalization's input, which is kept anyway: two cheap passes over the
 * memory, no convolution. Only as many, largest first, as bring the kept values under a bound.
 */
public final class Recomputation {

  /** A nonlinearity and the normalization in front of it. */
  private record Pair(Normalization norm, Nonlinear nonlinear) {}

  private final TrainingContext context;
  private final Map<String, Pair> chosen = new HashMap<>();
  private final Map<String, Tensor> again = new HashMap<>();

  Recomputation(TrainingContext context) {
    this.context = context;
    long bytesOfOne = context.program.type == memory.data_type.bf16 ? 2 : Float.BYTES;
    long bound = context.program.settings.keptBytes();
    long kept = 0;
    List<Pair> candidates = new ArrayList<>();
    for (Op op : context.model.ops()) {
      // A sum and what a normalization puts out lie in the nonlinearity's memory behind them.
      if (!(op instanceof Sum || op instanceof Normalization)) {
        kept += op.shape().length() * context.program.batch * bytesOfOne;
      }
      if (op instanceof Nonlinear nonlinear
          && context.ops.get(nonlinear.input()) instanceof Normalization norm
          && mayBeComputedAgain(norm, nonlinear)) {
        candidates.add(new Pair(norm, nonlinear));
      }
    }
    candidates.sort(Comparator.comparingLong(pair -> -pair.norm().shape().length()));
    for (Pair pair : candidates) {
      if (kept > bound) {
        chosen.put(pair.nonlinear().name(), pair);
        kept -= pair.norm().shape().length() * context.program.batch * bytesOfOne;
      }
    }
  }

  private boolean mayBeComputedAgain(Normalization norm, Nonlinear nonlinear) {
    return nonlinear.function().kind().derivativeFromOutput()
        && context.trains(norm)
        && context.consumers.getOrDefault(norm.name(), 0) == 1;
  }

  /** A value's tensor as of the backward pass. */
  Tensor value(String name, Tensor kept) {
    Pair pair = chosen.get(name);
    return pair == null
        ? kept
        : again.computeIfAbsent(name, n -> compute(pair.norm(), pair.nonlinear()));
  }

  private Tensor compute(Normalization norm, Nonlinear nonlinear) {
    TrainingContext.Statistics statistics =
        context.statistics.stream()
            .filter(each -> each.op().equals(norm))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("no statistics of " + norm.name()));
    Program program = context.program;
    Tensor output =
        NormalizationPrimitives.normalize(
            program,
            context.parameters,
            "batchnorm_again",
            norm,
            context.value(norm.input()),
            statistics.mean(),
            statistics.variance());
    EltwisePrimitives.activate(
        program,
        program.run,
        nonlinear.name(),
        "eltwise_again",
        nonlinear.function(),
        output,
        output);
    return output;
  }
}
