package dev.stagewright.onednn.plan;

import dev.stagewright.onednn.model.Function;
import dev.stagewright.onednn.model.Op;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.convolution_forward;
import org.jspecify.annotations.Nullable;

/** Convolutions for prediction, with what they take in of the operations behind them. */
final class ConvolutionInference {

  private final Program program;
  private final Folding folding;

  ConvolutionInference(Program program, Folding folding) {
    this.program = program;
    this.folding = folding;
  }

  /**
   * Adds a convolution.
   *
   * @param residual the other term of the sum that is fused, or null
   * @param inPlace whether the output may take the residual's memory
   */
  Tensor compile(
      Op.Convolution op,
      FusedConvolution fused,
      Tensor input,
      @Nullable Tensor residual,
      boolean inPlace) {
    boolean biased = op.bias() != null || fused.normalization() != null;
    Convolver convolver = new Convolver(program, op, input, biased);
    Map<Integer, Tensor> more = new LinkedHashMap<>();
    var attributes = Program.attributes();
    attributes.set_post_ops(fused.postOps(residual, inPlace, more));
    var description = convolver.forward(false, residual == null ? null : residual.desc, attributes);
    var way = WinogradChoice.of(program, op, description, WinogradChoice.Use.PREDICTION);
    if (way != null) {
      return byWinograd(op, fused, way, description, input, residual, inPlace);
    }
    Tensor output =
        residual != null && inPlace ? residual : program.transientTensor(description.dst_desc());
    Folding.Folded folded = folding.fold(op, fused.normalization(), description.weights_desc());
    convolver.addForward(
        description, fused.toString(), input, folded.weights(), folded.bias(), output, more);
    return output;
  }

  private Tensor byWinograd(
      Op.Convolution op,
      FusedConvolution fused,
      WinogradChoice.Way way,
      convolution_forward.primitive_desc direct,
      Tensor input,
      @Nullable Tensor residual,
      boolean inPlace) {
    boolean biased = op.bias() != null || fused.normalization() != null;
    var kernel = new WinogradKernel(program, op, way.blocks(), false, biased);
    folding.fold(op, fused.normalization(), kernel);
    var convolution =
        new WinogradConvolution(program, op.name(), way.blocks(), way.tiling(), kernel);
    Tensor source = program.as(op.name(), input, direct.src_desc());
    List<Function> functions = fused.functions();
    if (residual == null) {
      return convolution.add("conv", fused.toString(), source, functions);
    }
    Tensor own =
        convolution.add("conv", fused.normalization() == null ? "" : "bn", source, List.of());
    Tensor output = inPlace ? residual : own;
    Elementary.add(program, op.name(), "add", own, residual, output, functions);
    return output;
  }
}
