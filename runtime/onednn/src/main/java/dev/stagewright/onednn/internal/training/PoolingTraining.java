package dev.stagewright.onednn.internal.training;

import dev.stagewright.onednn.internal.model.Op;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.PoolingPrimitives;

/** A pooling forward and backward. */
final class PoolingTraining {

  private final TrainingContext context;

  PoolingTraining(TrainingContext context) {
    this.context = context;
  }

  Tensor compile(Op.Pooling op) {
    var primitives = new PoolingPrimitives(context.program, op, context.value(op.input()));
    Tensor output = primitives.output();
    Tensor workspace = primitives.workspace();
    primitives.addForward(output, workspace);
    if (context.passesGradient(op, op.input())) {
      context.onBackward(
          op.name(),
          gradient ->
              context.gradients.add(
                  op.input(), primitives.addBackward(gradient.tensor(), workspace), true));
    }
    return output;
  }
}
