package dev.stagewright.onednn.internal.training;

import dev.stagewright.onednn.internal.model.Dense;
import dev.stagewright.onednn.internal.plan.Head;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.InnerProductPrimitives;
import org.jspecify.annotations.Nullable;

/** A fully connected layer forward and backward. */
final class DenseTraining {

  private final TrainingContext context;

  DenseTraining(TrainingContext context) {
    this.context = context;
  }

  /**
   * @param head that reads the output, or null
   */
  Tensor compile(Dense op, @Nullable Head head) {
    Tensor input = context.value(op.input());
    var primitives = new InnerProductPrimitives(context.program, context.parameters, op, head);
    Tensor output = primitives.addForward(input);
    context.onBackward(
        op.name(),
        gradient -> {
          Tensor matrix = primitives.gradientMatrix(gradient.tensor());
          if (context.trains(op)) {
            primitives.addBackwardWeights(input, matrix);
          }
          if (context.passesGradient(op, op.input())) {
            context.gradients.add(op.input(), primitives.addBackwardData(matrix), true);
          }
        });
    return output;
  }
}
