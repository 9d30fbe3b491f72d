package dev.stagewright.onednn.internal.training;

import dev.stagewright.onednn.internal.model.Convolution;
import dev.stagewright.onednn.internal.model.Normalization;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.ConvolutionPrimitives;
import dev.stagewright.onednn.internal.primitives.Kernels;
import dev.stagewright.onednn.internal.winograd.WinogradChoice;
import dev.stagewright.onednn.internal.winograd.WinogradChoice.Use;
import dev.stagewright.onednn.internal.winograd.WinogradConvolution;
import dev.stagewright.onednn.internal.winograd.WinogradGradient;
import dev.stagewright.onednn.internal.winograd.WinogradKernel;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** A convolution forward and backward. */
final class ConvolutionTraining {

  private final TrainingContext context;
  private final Program program;
  private final Convolution op;
  private final ConvolutionPrimitives primitives;
  private final convolution_forward.primitive_desc direct;

  ConvolutionTraining(TrainingContext context, Convolution op) {
    this.context = context;
    this.program = context.program;
    this.op = op;
    this.primitives = new ConvolutionPrimitives(program, op, context.value(op.input()));
    this.direct = primitives.forward(true, null, Program.attributes());
  }

  Tensor compile() {
    Tensor output = forward(context.value(op.input()));
    context.onBackward(
        op.name(),
        gradient -> {
          if (context.trains(op)) {
            weightGradient(gradient.tensor());
          }
          if (context.passesGradient(op, op.input())) {
            context.gradients.add(op.input(), dataGradient(gradient.tensor()), true);
          }
        });
    return output;
  }

  private Tensor forward(Tensor input) {
    Tensor bias = op.bias() == null ? null : context.parameters.vector(op.bias());
    var way = WinogradChoice.of(program, op, direct, Use.TRAINING);
    if (way != null) {
      return byWinograd(way, "conv", input, false, bias);
    }
    Tensor output = program.transientTensor(direct.dst_desc());
    Tensor weights = weights(direct.weights_desc());
    primitives.addForward(direct, "", input, weights, bias, output, Map.of());
    return output;
  }

  private Tensor dataGradient(Tensor gradient) {
    var way = WinogradChoice.of(program, op, direct, Use.DATA_GRADIENT);
    return way == null
        ? primitives.addBackwardData(direct, gradient, this::weights)
        : byWinograd(way, "conv_bwd_data", gradient, true, null);
  }

  private Tensor byWinograd(
      WinogradChoice.Way way, String kind, Tensor from, boolean backward, @Nullable Tensor bias) {
    var kernel = new WinogradKernel(program, op, way.blocks(), backward, bias != null);
    kernel.add(context.parameters.kernel(op), bias);
    memory.desc wanted = backward ? direct.dst_desc() : direct.src_desc();
    return new WinogradConvolution(program, op.name(), way, kernel)
        .add(kind, "", program.as(op.name(), from, wanted), List.of());
  }

  private void weightGradient(Tensor gradient) {
    Tensor flat = context.parameters.gradient(op.kernel(), Kernels.flat(op));
    Tensor input = context.valueBackward(op.input());
    Tensor biasGradient = biasGradient();
    var way = WinogradChoice.of(program, op, direct, Use.WEIGHT_GRADIENT);
    if (way == null || biasGradient != null) {
      primitives.addBackwardWeights(direct, input, gradient, flat, biasGradient);
      return;
    }
    new WinogradGradient(program, op, way)
        .add(
            program.as(op.name(), input, direct.src_desc()),
            program.as(op.name(), gradient, direct.dst_desc()),
            flat);
  }

  private Tensor weights(memory.desc wanted) {
    return context.parameters.kernel(op, wanted);
  }

  private @Nullable Tensor biasGradient() {
    if (op.bias() == null) {
      return null;
    }
    Tensor gradient = context.parameters.vectorGradient(op.bias());
    if (!normalized()) {
      return gradient;
    }
    context.zeroGradients.add(gradient);
    return null;
  }

  /**
   * Whether only a batch normalization in training reads the output: it takes any bias out again.
   */
  private boolean normalized() {
    return context.consumers.getOrDefault(op.name(), 0) == 1
        && context.model.ops().stream()
            .anyMatch(
                reader ->
                    reader instanceof Normalization
                        && reader.inputs().contains(op.name())
                        && context.trains(reader));
  }
}
