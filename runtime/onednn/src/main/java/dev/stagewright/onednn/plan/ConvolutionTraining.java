package dev.stagewright.onednn.plan;

import dev.stagewright.onednn.model.Op;
import java.util.Map;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** Convolutions forward and backward. */
final class ConvolutionTraining {

  private final TrainingContext context;

  ConvolutionTraining(TrainingContext context) {
    this.context = context;
  }

  Tensor compile(Op.Convolution op) {
    Program program = context.program;
    Tensor input = context.value(op.input());
    Convolver convolver = new Convolver(program, op, input);
    var forward = convolver.forward(true, null, Program.attributes());
    memory.desc flat = Parameters.kernel(op);
    Tensor weights =
        context.parameters.weights(op.name(), op.kernel(), flat, forward.weights_desc());
    Tensor bias = op.bias() == null ? null : context.parameters.vector(op.bias());
    Tensor output = program.transientTensor(forward.dst_desc());
    convolver.addForward(forward, "", input, weights, bias, output, Map.of());
    context.onBackward(
        op.name(),
        gradient -> {
          if (context.trains(op)) {
            Tensor dw = context.parameters.gradient(op.kernel(), flat);
            convolver.addBackwardWeights(
                forward,
                context.valueBackward(op.input()),
                gradient.tensor(),
                dw,
                biasGradient(op));
          }
          if (context.passesGradient(op, op.input())) {
            Tensor dx =
                convolver.addBackwardData(
                    forward,
                    gradient.tensor(),
                    wanted -> context.parameters.weights(op.name(), op.kernel(), flat, wanted));
            context.gradients.add(op.input(), dx, true);
          }
        });
    return output;
  }

  private @Nullable Tensor biasGradient(Op.Convolution op) {
    if (op.bias() == null) {
      return null;
    }
    Tensor gradient = context.parameters.vectorGradient(op.bias());
    if (!normalized(op)) {
      return gradient;
    }
    context.zeroGradients.add(gradient);
    return null;
  }

  /**
   * Whether only a batch normalisation in training reads the output: it takes any bias out again.
   */
  private boolean normalized(Op.Convolution op) {
    return context.consumers.getOrDefault(op.name(), 0) == 1
        && context.model.ops().stream()
            .anyMatch(
                reader ->
                    reader instanceof Op.Normalization
                        && reader.inputs().contains(op.name())
                        && context.trains(reader));
  }
}
