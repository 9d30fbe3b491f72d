package dev.stagewright.onednn.internal.training;

import dev.stagewright.onednn.internal.model.Concatenation;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.ConcatenationPrimitives;

/** Vectors one behind the other, forward and backward. */
final class ConcatenationTraining {

  private final TrainingContext context;

  ConcatenationTraining(TrainingContext context) {
    this.context = context;
  }

  Tensor compile(Concatenation op) {
    var primitives = new ConcatenationPrimitives(context.program, op);
    context.onBackward(
        op.name(),
        gradient -> {
          long offset = 0;
          for (String input : op.inputs()) {
            Tensor part = context.value(input);
            if (context.passesGradient(op, input)) {
              context.gradients.add(
                  input, primitives.addBackward(gradient.tensor(), offset, part), true);
            }
            offset += ConcatenationPrimitives.length(part);
          }
        });
    return primitives.addForward(op.inputs().stream().map(context::value).toList());
  }
}
