package dev.stagewright.onednn.internal.primitives;

import dev.stagewright.onednn.internal.model.Convolution;
import dev.stagewright.onednn.internal.model.Dense;
import dev.stagewright.onednn.internal.model.Layout;
import dev.stagewright.onednn.internal.model.Parameter;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import org.bytedeco.dnnl.memory;

/**
 * The graph's flat parameter and gradient arrays, as tensors; and the weights as primitives want
 * them.
 */
public final class Parameters {

  private final Program program;
  private final long parameters;
  private final long gradients;

  /**
   * @param parameters address of the flat parameter array
   * @param gradients address of the flat gradient array; 0 for inference
   */
  public Parameters(Program program, long parameters, long gradients) {
    this.program = program;
    this.parameters = parameters;
    this.gradients = gradients;
  }

  public Tensor value(Parameter parameter, memory.desc desc) {
    return program.pinned(desc, parameters + parameter.offset() * Float.BYTES);
  }

  public Tensor gradient(Parameter parameter, memory.desc desc) {
    return program.pinned(desc, gradients + parameter.offset() * Float.BYTES);
  }

  public Tensor vector(Parameter parameter) {
    return value(parameter, Program.vector(parameter.length()));
  }

  public Tensor vectorGradient(Parameter parameter) {
    return gradient(parameter, Program.vector(parameter.length()));
  }

  /**
   * Deeplearning4j's dense weights: [in, out], column after column; so a row of [out, in], whose
   * order is that in which the map was flattened.
   */
  static memory.desc dense(Dense op) {
    var tag = op.layout() == Layout.NHWC ? memory.format_tag.ohwi : memory.format_tag.oihw;
    return new memory.desc(denseDims(op), memory.data_type.f32, tag);
  }

  static long[] denseDims(Dense op) {
    return new long[] {
      op.shape().channels(), op.in().channels(), op.in().height(), op.in().width()
    };
  }

  /** A convolution's kernel in Deeplearning4j's order. */
  public Tensor kernel(Convolution op) {
    return value(op.kernel(), Kernels.flat(op));
  }

  /** A convolution's kernel as a primitive wants it. */
  public Tensor kernel(Convolution op, memory.desc wanted) {
    Tensor flat = kernel(op);
    if (flat.desc.equals(wanted)) {
      return flat;
    }
    Tensor copy = program.preparedTensor(wanted);
    Kernels.copy(program, program.preparation(), op, flat, copy);
    return copy;
  }

  /** Dense weights as a primitive wants them. */
  Tensor dense(Dense op, memory.desc wanted) {
    Tensor flat = value(op.weights(), dense(op));
    if (flat.desc.equals(wanted)) {
      return flat;
    }
    Tensor copy = program.preparedTensor(wanted);
    program.reorder(program.preparation(), op.name(), flat, copy);
    return copy;
  }
}
