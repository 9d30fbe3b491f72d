package dev.stagewright.onednn.internal.inference;

import dev.stagewright.onednn.internal.model.Model;
import dev.stagewright.onednn.internal.plan.Detached;
import dev.stagewright.onednn.internal.plan.Head;
import dev.stagewright.onednn.internal.plan.Plan;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A forward pass with everything fused that can be. */
public final class InferencePlan extends Plan {

  /**
   * One of the graph's outputs.
   *
   * @param head where there is a loss, else null
   * @param value the output as Deeplearning4j lays it out, where there is no loss
   */
  record Result(Model.Output output, @Nullable Head head, @Nullable INDArray value) {

    Head requireHead() {
      if (head == null) {
        throw new IllegalStateException("the output " + output.layer() + " has no loss");
      }
      return head;
    }

    /** A new array. */
    INDArray array() {
      if (head != null) {
        return head.activations();
      }
      if (value == null) {
        throw new IllegalStateException("an output has a head or a value");
      }
      return value.dup('c');
    }
  }

  private final List<Result> results;

  InferencePlan(
      Program program, List<Tensor> sources, PointerScope pointers, List<Result> results) {
    super(program, sources, pointers);
    this.results = results;
  }

  /** Computes the graph's outputs; new arrays, detached from every workspace. */
  public INDArray[] run(INDArray[] inputs) {
    runOn(inputs);
    return Detached.make(() -> results.stream().map(Result::array).toArray(INDArray[]::new));
  }

  /** The losses of the outputs, summed over the batch and the outputs, without penalties. */
  public double loss(INDArray[] inputs, INDArray[] labels) {
    List<Head> heads = results.stream().map(Result::requireHead).toList();
    Head.labels(heads, labels);
    runOn(inputs);
    return heads.stream().mapToDouble(Head::loss).sum();
  }
}
