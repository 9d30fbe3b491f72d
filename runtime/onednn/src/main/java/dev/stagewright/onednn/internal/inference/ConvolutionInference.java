package dev.stagewright.onednn.internal.inference;

import dev.stagewright.onednn.internal.model.Function;
import dev.stagewright.onednn.internal.model.Op;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.BinaryPrimitives;
import dev.stagewright.onednn.internal.primitives.ConvolutionPrimitives;
import dev.stagewright.onednn.internal.winograd.WinogradChoice;
import dev.stagewright.onednn.internal.winograd.WinogradConvolution;
import dev.stagewright.onednn.internal.winograd.WinogradKernel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A convolution for prediction, with what it takes in of the operations behind it. */
final class ConvolutionInference {

  private final Program program;
  private final Folding folding;
  private final Op.Convolution op;
  private final FusedConvolution fused;

  /** Whether a bias is added, be it the layer's or a folded one. */
  private final boolean biased;

  ConvolutionInference(
      Program program, Folding folding, Op.Convolution op, FusedConvolution fused) {
    this.program = program;
    this.folding = folding;
    this.op = op;
    this.fused = fused;
    this.biased = op.bias() != null || fused.normalization() != null;
  }

  /**
   * Adds it.
   *
   * @param residual the other term of the sum that is fused, or null
   * @param inPlace whether the output may take the residual's memory
   */
  Tensor compile(Tensor input, @Nullable Tensor residual, boolean inPlace) {
    ConvolutionPrimitives primitives = new ConvolutionPrimitives(program, op, input, biased);
    Map<Integer, Tensor> more = new LinkedHashMap<>();
    var attributes = Program.attributes();
    attributes.set_post_ops(fused.postOps(residual, inPlace, more));
    var description =
        primitives.forward(false, residual == null ? null : residual.desc, attributes);
    var way = WinogradChoice.of(program, op, description, WinogradChoice.Use.PREDICTION);
    if (way != null) {
      Tensor source = program.as(op.name(), input, description.src_desc());
      return byWinograd(way, source, residual, inPlace);
    }
    Tensor output =
        residual != null && inPlace ? residual : program.transientTensor(description.dst_desc());
    Folding.Folded folded = folding.fold(op, fused.normalization(), description.weights_desc());
    primitives.addForward(
        description, fused.toString(), input, folded.weights(), folded.bias(), output, more);
    return output;
  }

  private Tensor byWinograd(
      WinogradChoice.Way way, Tensor source, @Nullable Tensor residual, boolean inPlace) {
    var kernel = new WinogradKernel(program, op, way.blocks(), false, biased);
    folding.fold(op, fused.normalization(), kernel);
    var convolution = new WinogradConvolution(program, op.name(), way, kernel);
    List<Function> functions = fused.functions();
    if (residual == null) {
      return convolution.add("conv", fused.toString(), source, functions);
    }
    Tensor own =
        convolution.add("conv", fused.normalization() == null ? "" : "bn", source, List.of());
    Tensor output = inPlace ? residual : own;
    BinaryPrimitives.add(program, op.name(), "add", own, residual, output, functions);
    return output;
  }
}
