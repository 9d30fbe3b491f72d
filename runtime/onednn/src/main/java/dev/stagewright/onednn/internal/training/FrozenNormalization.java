package dev.stagewright.onednn.internal.training;

import dev.stagewright.onednn.internal.model.Normalization;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Step;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.plan.Tensors;
import dev.stagewright.onednn.internal.primitives.BinaryPrimitives;
import dev.stagewright.onednn.internal.primitives.Layouts;
import dev.stagewright.onednn.internal.primitives.NormalizationPrimitives;
import java.util.List;
import org.bytedeco.dnnl.memory;

/**
 * A batch normalization by its running statistics, forward and backward: a product with a number
 * for each channel, and a sum. oneDNN 3.13's own backward pass for it, without the gradients of the
 * parameters, does not run.
 */
final class FrozenNormalization {

  private final TrainingContext context;
  private final Normalization op;

  FrozenNormalization(TrainingContext context, Normalization op) {
    this.context = context;
    this.op = op;
  }

  Tensor compile() {
    Tensor input = context.value(op.input());
    Tensor variance = context.parameters.vector(op.variance());
    if (context.passesGradient(op, op.input())) {
      context.onBackward(op.name(), gradient -> backward(gradient.tensor(), variance));
    }
    return NormalizationPrimitives.normalize(
        context.program,
        context.parameters,
        "batchnorm",
        op,
        input,
        context.parameters.vector(op.mean()),
        variance);
  }

  private void backward(Tensor gradient, Tensor variance) {
    Program program = context.program;
    long[] dims = {1, op.shape().channels(), 1, 1};
    var plain = new memory.desc(dims, memory.data_type.f32, memory.format_tag.nchw);
    Tensor factors = program.transientTensor(Layouts.like(gradient.desc, plain));
    Tensor gamma = context.parameters.vector(op.gamma());
    program.run.add(
        new Step.Host(
            op.name(),
            "factors",
            List.of(gamma, variance, factors),
            () -> writeFactors(gamma, variance, factors)));
    Tensor dx = program.transientTensor(gradient.desc);
    BinaryPrimitives.multiply(program, op.name(), "batchnorm_bwd", gradient, factors, dx);
    context.gradients.add(op.input(), dx, true);
  }

  /** Blocks of channels may be longer than the channels; what is behind them is multiplied, too. */
  private void writeFactors(Tensor gamma, Tensor variance, Tensor factors) {
    float[] scale = Tensors.read(gamma);
    float[] spread = Tensors.read(variance);
    float[] all = Tensors.read(factors);
    for (int channel = 0; channel < all.length; channel++) {
      all[channel] =
          channel < scale.length
              ? (float) (scale[channel] / Math.sqrt(spread[channel] + op.epsilon()))
              : 0;
    }
    Tensors.write(factors, all);
  }
}
