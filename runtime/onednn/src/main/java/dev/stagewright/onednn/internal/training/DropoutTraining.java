package dev.stagewright.onednn.internal.training;

import dev.stagewright.onednn.internal.model.Dropout;
import dev.stagewright.onednn.internal.model.Layout;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Step;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.plan.Tensors;
import dev.stagewright.onednn.internal.primitives.BinaryPrimitives;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.dnnl.memory;

/** Dropout forward and backward: products with the factors of this step. */
final class DropoutTraining {

  private final TrainingContext context;

  DropoutTraining(TrainingContext context) {
    this.context = context;
  }

  Tensor compile(Dropout op) {
    Program program = context.program;
    var layout = program.plain(op.mask().shape(), Layout.NCHW, memory.data_type.f32);
    Tensor factors = program.transientTensor(layout);
    int batch = Math.toIntExact(program.batch);
    program.run.add(
        new Step.Host(
            op.name(), "mask", List.of(factors), () -> Tensors.write(factors, factors(op, batch))));
    context.onBackward(
        op.name(),
        gradient -> {
          if (context.passesGradient(op, op.input())) {
            context.gradients.add(op.input(), product(op, gradient.tensor(), factors), true);
          }
        });
    return context.multiply(op, "dropout", context.value(op.input()), factors);
  }

  /** A frozen layer predicts: it drops nothing. */
  private float[] factors(Dropout op, int batch) {
    if (context.trains(op)) {
      return op.mask().factors(context.iteration, batch);
    }
    float[] ones = new float[Math.toIntExact(batch * op.mask().shape().length())];
    Arrays.fill(ones, 1);
    return ones;
  }

  private Tensor product(Dropout op, Tensor values, Tensor factors) {
    Tensor product = context.program.transientTensor(values.desc);
    BinaryPrimitives.multiply(context.program, op.name(), "dropout", values, factors, product);
    return product;
  }
}
