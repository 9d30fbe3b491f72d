package dev.stagewright.onednn.internal.primitives;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.internal.model.Convolution;
import dev.stagewright.onednn.internal.model.Shape;
import dev.stagewright.onednn.internal.model.Window;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_attr;
import org.jspecify.annotations.Nullable;

/** One convolution's primitives; every layout is oneDNN's choice but the first layer's source. */
public final class ConvolutionPrimitives {

  private final Program program;
  private final Convolution op;
  private final Window window;
  private final memory.desc source;
  private final memory.desc weights;
  private final memory.desc bias;
  private final memory.desc anyOut;

  public ConvolutionPrimitives(Program program, Convolution op, Tensor input) {
    this(program, op, input, op.bias() != null);
  }

  /**
   * @param biased whether the primitive adds a bias, be it the layer's or a folded one
   */
  public ConvolutionPrimitives(Program program, Convolution op, Tensor input, boolean biased) {
    this.program = program;
    this.op = op;
    this.window = op.window();
    Shape in = op.in();
    this.source = Program.readsPlain(in) ? input.desc : program.any(in);
    long[] dims = Kernels.dims(op);
    this.weights = new memory.desc(dims, program.type, memory.format_tag.any);
    this.bias = biased ? Program.vector(op.shape().channels()) : new memory.desc();
    this.anyOut = program.any(op.shape());
  }

  public convolution_forward.primitive_desc forward(
      boolean training, memory.@Nullable desc destination, primitive_attr attributes) {
    return new convolution_forward.primitive_desc(
        program.cpu,
        (training ? prop_kind.forward_training : forPrediction()).value,
        algorithm.convolution_direct.value,
        source,
        weights,
        bias,
        destination == null ? anyOut : destination,
        window.stride().dims(),
        window.dilation().dilates(),
        window.before().dims(),
        window.after().dims(),
        attributes,
        false);
  }

  /**
   * In float32 oneDNN's kernels for prediction are no faster than those for training, but want
   * channels innermost: none of Winograd's steps do.
   */
  private prop_kind forPrediction() {
    return program.type == memory.data_type.f32
        ? prop_kind.forward_training
        : prop_kind.forward_inference;
  }

  public void addForward(
      convolution_forward.primitive_desc description,
      String fused,
      Tensor input,
      Tensor weights,
      @Nullable Tensor bias,
      Tensor destination,
      Map<Integer, Tensor> more) {
    Map<Integer, Tensor> arguments = new LinkedHashMap<>();
    arguments.put(DNNL_ARG_SRC, program.as(op.name(), input, description.src_desc()));
    arguments.put(DNNL_ARG_WEIGHTS, weights);
    if (bias != null) {
      arguments.put(DNNL_ARG_BIAS, bias);
    }
    arguments.put(DNNL_ARG_DST, destination);
    arguments.putAll(more);
    program.add(
        program.run,
        op.name(),
        "conv",
        fused,
        description,
        new convolution_forward(description),
        arguments);
  }

  /** Adds the data gradient and returns it; the weights come from {@code weightsAs}. */
  public Tensor addBackwardData(
      convolution_forward.primitive_desc forward,
      Tensor gradient,
      java.util.function.Function<memory.desc, Tensor> weightsAs) {
    var description =
        new convolution_backward_data.primitive_desc(
            program.cpu,
            algorithm.convolution_direct.value,
            program.any(op.in()),
            weights,
            anyOut,
            window.stride().dims(),
            window.dilation().dilates(),
            window.before().dims(),
            window.after().dims(),
            forward,
            Program.attributes(),
            false);
    Tensor result = program.transientTensor(description.diff_src_desc());
    program.add(
        program.run,
        op.name(),
        "conv_bwd_data",
        "",
        description,
        new convolution_backward_data(description),
        Map.of(
            DNNL_ARG_DIFF_DST, program.as(op.name(), gradient, description.diff_dst_desc()),
            DNNL_ARG_WEIGHTS, weightsAs.apply(description.weights_desc()),
            DNNL_ARG_DIFF_SRC, result));
    return result;
  }

  /**
   * Adds the weight gradient, float32 in any precision; no bias gradient where {@code db} is null.
   */
  public void addBackwardWeights(
      convolution_forward.primitive_desc forward,
      Tensor input,
      Tensor gradient,
      @Nullable Tensor dw,
      @Nullable Tensor db) {
    var anyWeights = new memory.desc(Kernels.dims(op), memory.data_type.f32, memory.format_tag.any);
    var description =
        new convolution_backward_weights.primitive_desc(
            program.cpu,
            algorithm.convolution_direct.value,
            source,
            anyWeights,
            db == null ? new memory.desc() : bias,
            anyOut,
            window.stride().dims(),
            window.dilation().dilates(),
            window.before().dims(),
            window.after().dims(),
            forward,
            Program.attributes(),
            false);
    memory.desc own = description.diff_weights_desc();
    Tensor result = dw != null && own.equals(dw.desc) ? dw : program.transientTensor(own);
    Map<Integer, Tensor> arguments = new LinkedHashMap<>();
    arguments.put(DNNL_ARG_SRC, program.as(op.name(), input, description.src_desc()));
    arguments.put(DNNL_ARG_DIFF_DST, program.as(op.name(), gradient, description.diff_dst_desc()));
    arguments.put(DNNL_ARG_DIFF_WEIGHTS, result);
    if (db != null) {
      arguments.put(DNNL_ARG_DIFF_BIAS, db);
    }
    program.add(
        program.run,
        op.name(),
        "conv_bwd_weights",
        "",
        description,
        new convolution_backward_weights(description),
        arguments);
    if (dw != null && result != dw) {
      Kernels.copyGradient(program, op, inputsInnermost(result), dw);
    }
  }

  /**
   * For 1 x 1 kernels in blocks of 16 output channels by 16 input channels: the same transposed
   * within each block, else the tensor itself. Rows of input channels are runs of the graph's flat
   * array; both copies together take a fifth of the time of the direct one, whose columns lie whole
   * pages apart.
   */
  private Tensor inputsInnermost(Tensor gradient) {
    if (op.groups() > 1) {
      return gradient;
    }
    var outputsInnermost =
        new memory.desc(Kernels.dims(op), memory.data_type.f32, memory.format_tag.OIhw16i16o);
    var inputsInnermost =
        new memory.desc(Kernels.dims(op), memory.data_type.f32, memory.format_tag.IOhw16o16i);
    boolean transposes =
        window.kernel().equals(Window.Pair.of(1)) && gradient.desc.equals(outputsInnermost);
    return transposes ? program.as(op.name(), gradient, inputsInnermost) : gradient;
  }
}
