package dev.stagewright.onednn.plan;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.model.Layout;
import dev.stagewright.onednn.model.Op;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** Fully connected layers: forward for both kinds of plan, backward for training. */
final class Denser {

  private final Program program;
  private final Parameters parameters;
  private final Op.Dense op;
  private final memory.desc source;
  private final memory.desc weights;
  private final memory.desc bias;

  /** [batch, out]: oneDNN's inner product ends in a matrix, not in a 1 x 1 map. */
  private final memory.desc matrix;

  private final inner_product_forward.primitive_desc forward;

  /**
   * @param outputType float32 for logits, which a loss or a user reads
   */
  Denser(
      Program program,
      Parameters parameters,
      Op.Dense op,
      boolean training,
      memory.data_type outputType) {
    this.program = program;
    this.parameters = parameters;
    this.op = op;
    this.source = program.any(op.in());
    this.weights = new memory.desc(Parameters.denseDims(op), program.type, memory.format_tag.any);
    this.bias = op.bias() == null ? new memory.desc() : Program.vector(op.shape().channels());
    this.matrix = matrix(outputType);
    this.forward =
        new inner_product_forward.primitive_desc(
            program.cpu,
            (training ? prop_kind.forward_training : prop_kind.forward_inference).value,
            source,
            weights,
            bias,
            matrix,
            Program.attributes(),
            false);
  }

  private memory.desc matrix(memory.data_type dataType) {
    long[] dims = {program.batch, op.shape().channels()};
    return new memory.desc(dims, dataType, memory.format_tag.ab);
  }

  memory.desc outputDesc(memory.data_type dataType) {
    return program.plain(op.shape(), Layout.NCHW, dataType);
  }

  /** Computes into a tensor of {@link #outputDesc}'s form. */
  void addForward(Tensor input, Tensor output) {
    Map<Integer, Tensor> arguments = new LinkedHashMap<>();
    arguments.put(DNNL_ARG_SRC, program.as(op.name(), input, forward.src_desc()));
    arguments.put(DNNL_ARG_WEIGHTS, weightsAs(forward.weights_desc()));
    if (op.bias() != null) {
      arguments.put(DNNL_ARG_BIAS, parameters.vector(op.bias()));
    }
    arguments.put(DNNL_ARG_DST, program.view(output, matrix));
    program.add(
        program.run,
        op.name(),
        "dense",
        "",
        forward,
        new inner_product_forward(forward),
        arguments);
  }

  private Tensor weightsAs(memory.desc wanted) {
    return parameters.weights(op.name(), op.weights(), Parameters.dense(op), wanted);
  }

  /** The gradient, a 1 x 1 map of any layout and type, as the matrix that the primitives read. */
  Tensor gradientMatrix(Tensor gradient) {
    Tensor plain = program.as(op.name(), gradient, outputDesc(program.type));
    return program.view(plain, matrix(program.type));
  }

  void addBackwardWeights(Tensor input, Tensor gradient) {
    var anyWeights =
        new memory.desc(Parameters.denseDims(op), memory.data_type.f32, memory.format_tag.any);
    var description =
        new inner_product_backward_weights.primitive_desc(
            program.cpu,
            source,
            anyWeights,
            bias,
            gradient.desc,
            forward,
            Program.attributes(),
            false);
    Tensor flat = parameters.gradient(op.weights(), Parameters.dense(op));
    memory.desc own = description.diff_weights_desc();
    Tensor dw = own.equals(flat.desc) ? flat : program.transientTensor(own);
    Map<Integer, Tensor> arguments = new LinkedHashMap<>();
    arguments.put(DNNL_ARG_SRC, program.as(op.name(), input, description.src_desc()));
    arguments.put(DNNL_ARG_DIFF_DST, gradient);
    arguments.put(DNNL_ARG_DIFF_WEIGHTS, dw);
    @Nullable Tensor db = op.bias() == null ? null : parameters.vectorGradient(op.bias());
    if (db != null) {
      arguments.put(DNNL_ARG_DIFF_BIAS, db);
    }
    program.add(
        program.run,
        op.name(),
        "dense_bwd_weights",
        "",
        description,
        new inner_product_backward_weights(description),
        arguments);
    if (dw != flat) {
      program.reorder(program.run, op.name(), dw, flat);
    }
  }

  Tensor addBackwardData(Tensor gradient) {
    var description =
        new inner_product_backward_data.primitive_desc(
            program.cpu, source, weights, gradient.desc, forward, Program.attributes(), false);
    Tensor dx = program.transientTensor(description.diff_src_desc());
    program.add(
        program.run,
        op.name(),
        "dense_bwd_data",
        "",
        description,
        new inner_product_backward_data(description),
        Map.of(
            DNNL_ARG_DIFF_DST,
            gradient,
            DNNL_ARG_WEIGHTS,
            weightsAs(description.weights_desc()),
            DNNL_ARG_DIFF_SRC,
            dx));
    return dx;
  }
}
