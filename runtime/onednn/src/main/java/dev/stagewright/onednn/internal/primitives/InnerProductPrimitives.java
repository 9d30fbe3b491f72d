package dev.stagewright.onednn.internal.primitives;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.internal.model.Dense;
import dev.stagewright.onednn.internal.model.Layout;
import dev.stagewright.onednn.internal.plan.Head;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** One fully connected layer's primitives. */
public final class InnerProductPrimitives {

  private final Program program;
  private final Parameters parameters;
  private final Dense op;
  private final @Nullable Head head;
  private final PostOps then;
  private final memory.desc source;
  private final memory.desc weights;
  private final memory.desc bias;

  /** [batch, out]: oneDNN's inner product ends in a matrix, not in a 1 x 1 map. */
  private final memory.desc matrix;

  private final inner_product_forward.primitive_desc forward;

  /**
   * @param head that reads the output, or null; it takes float32 in any precision
   * @param then what follows at once; nothing for training
   */
  public InnerProductPrimitives(
      Program program, Parameters parameters, Dense op, @Nullable Head head, PostOps then) {
    this.program = program;
    this.parameters = parameters;
    this.op = op;
    this.head = head;
    this.then = then;
    this.source = program.any(op.in());
    this.weights = new memory.desc(Parameters.denseDims(op), program.type, order(op));
    this.bias = op.bias() == null ? new memory.desc() : Program.vector(op.shape().channels());
    this.matrix = matrix(outputType());
    this.forward =
        new inner_product_forward.primitive_desc(
            program.cpu,
            (program.training ? prop_kind.forward_training : prop_kind.forward_inference).value,
            source,
            weights,
            bias,
            matrix,
            then.attributes(),
            false);
  }

  /**
   * The order of the weights: oneDNN's choice, but for one unit. With that, oneDNN 3.13 chooses one
   * for the map in which channels are innermost and one for the weights in which they are
   * outermost, and takes them for the same.
   */
  private static memory.format_tag order(Dense op) {
    return op.shape().channels() == 1 ? memory.format_tag.acdb : memory.format_tag.any;
  }

  private memory.desc matrix(memory.data_type dataType) {
    long[] dims = {program.batch, op.shape().channels()};
    return new memory.desc(dims, dataType, memory.format_tag.ab);
  }

  private memory.data_type outputType() {
    return head == null ? program.type : memory.data_type.f32;
  }

  private memory.desc outputDesc(memory.data_type dataType) {
    return program.plain(op.shape(), Layout.NCHW, dataType);
  }

  /** Adds the layer and returns its output, a 1 x 1 map. */
  public Tensor addForward(Tensor input) {
    memory.desc desc = outputDesc(outputType());
    Tensor output =
        head == null ? program.transientTensor(desc) : program.pinned(desc, head.logitsAddress());
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
        then.toString(),
        forward,
        new inner_product_forward(forward),
        arguments);
    return output;
  }

  private Tensor weightsAs(memory.desc wanted) {
    return parameters.dense(op, wanted);
  }

  /** The gradient, a 1 x 1 map of any layout and type, as the matrix that the primitives read. */
  public Tensor gradientMatrix(Tensor gradient) {
    Tensor plain = program.as(op.name(), gradient, outputDesc(program.type));
    return program.view(plain, matrix(program.type));
  }

  public void addBackwardWeights(Tensor input, Tensor gradient) {
    var anyWeights = new memory.desc(Parameters.denseDims(op), memory.data_type.f32, order(op));
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

  public Tensor addBackwardData(Tensor gradient) {
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
