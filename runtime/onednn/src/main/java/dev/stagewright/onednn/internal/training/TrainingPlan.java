package dev.stagewright.onednn.internal.training;

import dev.stagewright.onednn.internal.plan.Detached;
import dev.stagewright.onednn.internal.plan.Head;
import dev.stagewright.onednn.internal.plan.Plan;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A forward and a backward pass; the gradients land in the graph's flat gradient array. */
public final class TrainingPlan extends Plan {

  private final TrainingContext context;
  private final List<Head> heads;

  TrainingPlan(
      TrainingContext context, List<Tensor> sources, PointerScope pointers, List<Head> heads) {
    super(context.program, sources, pointers);
    this.context = context;
    this.heads = heads;
  }

  /**
   * Computes the gradients of the losses' sums over the batch, as Deeplearning4j does.
   *
   * @param iteration the step's number, from which masks of dropout follow
   * @return the sum of the losses over the batch, without penalties
   */
  public double run(INDArray[] inputs, INDArray[] labels, int iteration) {
    context.iteration = iteration;
    Head.labels(heads, labels);
    runOn(inputs);
    return heads.stream().mapToDouble(Head::score).sum();
  }

  /** The outputs of the last run; new arrays, detached from every workspace. */
  public INDArray[] outputs() {
    return Detached.make(() -> heads.stream().map(Head::activations).toArray(INDArray[]::new));
  }
}
