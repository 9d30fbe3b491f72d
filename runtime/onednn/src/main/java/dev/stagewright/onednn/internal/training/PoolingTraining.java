package dev.stagewright.onednn.internal.training;

import dev.stagewright.onednn.internal.model.Function;
import dev.stagewright.onednn.internal.model.Pooling;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.EltwisePrimitives;
import dev.stagewright.onednn.internal.primitives.PoolingPrimitives;

/** A pooling forward and backward. */
final class PoolingTraining {

  private final TrainingContext context;

  PoolingTraining(TrainingContext context) {
    this.context = context;
  }

  Tensor compile(Pooling op) {
    var primitives = new PoolingPrimitives(context.program, op, context.value(op.input()));
    Tensor output = primitives.output();
    Tensor workspace = primitives.workspace();
    primitives.addForward(output, workspace);
    if (context.passesGradient(op, op.input())) {
      context.onBackward(
          op.name(),
          gradient -> {
            Gradients.Gradient known = context.gradients.of(op.input());
            if (known != null && op.isMeanOfMap()) {
              context.gradients.addToAllCells(op.input(), known, share(op, gradient.tensor()));
            } else {
              context.gradients.add(
                  op.input(), primitives.addBackward(gradient.tensor(), workspace), true);
            }
          });
    }
    return output;
  }

  /** What each cell of a map gets of the gradient of its mean. */
  private Tensor share(Pooling op, Tensor gradient) {
    Program program = context.program;
    Tensor share = program.transientTensor(gradient.desc);
    Function part = new Function(Function.Kind.LINEAR, 1f / (op.in().height() * op.in().width()));
    EltwisePrimitives.activate(program, program.run, op.name(), "pool_bwd", part, gradient, share);
    return share;
  }
}
