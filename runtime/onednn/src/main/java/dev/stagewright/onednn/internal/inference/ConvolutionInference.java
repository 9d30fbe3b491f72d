package dev.stagewright.onednn.internal.inference;

import dev.stagewright.onednn.internal.model.Convolution;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.BinaryPrimitives;
import dev.stagewright.onednn.internal.primitives.ConvolutionPrimitives;
import dev.stagewright.onednn.internal.primitives.PostOps;
import dev.stagewright.onednn.internal.winograd.WinogradChoice;
import dev.stagewright.onednn.internal.winograd.WinogradConvolution;
import dev.stagewright.onednn.internal.winograd.WinogradKernel;
import java.util.List;

/** A convolution for prediction, with what it takes in of the operations behind it. */
final class ConvolutionInference {

  private final Program program;
  private final Folding folding;
  private final Convolution op;
  private final Fusion fused;

  /** Whether a bias is added, be it the layer's or a folded one. */
  private final boolean biased;

  ConvolutionInference(Program program, Folding folding, Convolution op, Fusion fused) {
    this.program = program;
    this.folding = folding;
    this.op = op;
    this.fused = fused;
    this.biased = op.bias() != null || fused.normalization() != null;
  }

  /** Adds it. */
  Tensor compile(Tensor input) {
    Fusion.Residual residual = fused.residual();
    ConvolutionPrimitives primitives = new ConvolutionPrimitives(program, op, input, biased);
    PostOps then = fused.appendTo(new PostOps());
    var description =
        primitives.forward(
            false, residual == null ? null : residual.tensor().desc, then.attributes());
    var way = WinogradChoice.of(program, op, description, WinogradChoice.Use.PREDICTION);
    if (way != null) {
      return byWinograd(way, program.as(op.name(), input, description.src_desc()));
    }
    Tensor output =
        residual != null && residual.replaced()
            ? residual.tensor()
            : program.transientTensor(description.dst_desc());
    Folding.Folded folded = folding.fold(op, fused.normalization(), description.weights_desc());
    primitives.addForward(
        description,
        fused.toString(),
        input,
        folded.weights(),
        folded.bias(),
        output,
        then.arguments());
    return output;
  }

  private Tensor byWinograd(WinogradChoice.Way way, Tensor source) {
    var kernel = new WinogradKernel(program, op, way.blocks(), false, biased);
    folding.fold(op, fused.normalization(), kernel);
    var convolution = new WinogradConvolution(program, op.name(), way, kernel);
    Fusion.Residual residual = fused.residual();
    if (residual == null) {
      return convolution.add("conv", fused.toString(), source, fused.functions());
    }
    Tensor own =
        convolution.add("conv", fused.normalization() == null ? "" : "bn", source, List.of());
    Tensor output = residual.replaced() ? residual.tensor() : own;
    PostOps then = PostOps.of(fused.functions());
    BinaryPrimitives.add(program, op.name(), "add", own, residual.tensor(), output, then);
    return output;
  }
}
