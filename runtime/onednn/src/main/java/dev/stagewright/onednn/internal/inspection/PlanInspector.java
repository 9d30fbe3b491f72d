package dev.stagewright.onednn.internal.inspection;

import dev.stagewright.engine.PlanDescription;
import dev.stagewright.engine.PlanStep;
import dev.stagewright.onednn.internal.plan.Plan;
import dev.stagewright.onednn.internal.plan.Step;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.LongPointer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Describes a plan, with the time of every step if wanted. */
public final class PlanInspector {

  private final Plan plan;

  /** For a plan that is open. */
  public PlanInspector(Plan plan) {
    this.plan = plan;
  }

  /**
   * Describes the plan.
   *
   * @param inputs to run it on
   * @param runs how often to run it for its times; 0 for none
   */
  public PlanDescription describe(INDArray[] inputs, int runs) {
    List<Step> steps = plan.steps();
    double[][] times = new double[steps.size()][runs];
    if (runs > 0) {
      try {
        plan.feed(inputs);
        time(steps, times, runs);
      } finally {
        // The plan knows the arrays' addresses only; they must not be collected meanwhile.
        Reference.reachabilityFence(inputs);
      }
    }
    List<PlanStep> described = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      described.add(describe(steps.get(i), runs == 0 ? null : median(times[i])));
    }
    return new PlanDescription(described, plan.bytes());
  }

  private void time(List<Step> steps, double[][] times, int runs) {
    for (int run = -1; run < runs; run++) {
      for (int i = 0; i < steps.size(); i++) {
        long start = System.nanoTime();
        if (!(steps.get(i) instanceof Step.Host)) {
          plan.execute(steps.get(i));
        }
        if (run >= 0) {
          times[i][run] = (System.nanoTime() - start) / 1e6;
        }
      }
    }
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }

  private static PlanStep describe(Step step, @Nullable Double milliseconds) {
    Tensor result = step.result();
    return new PlanStep(
        step.layer(),
        step.kind(),
        step.implementation(),
        result == null ? "" : layout(result.desc),
        step.fused(),
        step.tensors().stream().mapToLong(tensor -> tensor.desc.get_size()).sum(),
        milliseconds);
  }

  /** In oneDNN's letters: dimensions from the outermost, then the blocked ones, as in aBcd16b. */
  private static String layout(memory.desc desc) {
    int dims = desc.get_ndims();
    long[] strides = numbers(desc.get_strides(), dims);
    int blocks = desc.get_inner_nblks();
    long[] sizes = numbers(desc.get_inner_blks(), blocks);
    long[] indices = numbers(desc.get_inner_idxs(), blocks);
    boolean[] blocked = new boolean[dims];
    StringBuilder inner = new StringBuilder();
    for (int i = 0; i < blocks; i++) {
      blocked[(int) indices[i]] = true;
      inner.append(sizes[i]).append((char) ('a' + indices[i]));
    }
    StringBuilder text = new StringBuilder();
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < dims; i++) {
      order.add(i);
    }
    order.sort((x, y) -> Long.compare(strides[y], strides[x]));
    for (int dimension : order) {
      char letter = (char) ('a' + dimension);
      text.append(blocked[dimension] ? Character.toUpperCase(letter) : letter);
    }
    boolean half = desc.get_data_type() == memory.data_type.bf16;
    return (half ? "bf16:" : "f32:") + text + inner;
  }

  private static long[] numbers(LongPointer pointer, int count) {
    long[] numbers = new long[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = pointer.get(i);
    }
    return numbers;
  }
}
