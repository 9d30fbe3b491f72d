package dev.stagewright.onednn.internal.primitives;

import dev.stagewright.onednn.internal.model.Concatenation;
import dev.stagewright.onednn.internal.model.Layout;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.List;
import org.bytedeco.dnnl.memory;

/** Vectors copied one behind the other. */
public final class ConcatenationPrimitives {

  private final Program program;
  private final Concatenation op;
  private final memory.desc whole;

  public ConcatenationPrimitives(Program program, Concatenation op) {
    this.program = program;
    this.op = op;
    this.whole = program.plain(op.shape(), Layout.NCHW, program.type);
  }

  /** Adds the copies and returns the whole. */
  public Tensor addForward(List<Tensor> parts) {
    Tensor output = program.transientTensor(whole);
    long offset = 0;
    for (Tensor part : parts) {
      long length = length(part);
      program.reorder(program.run, op.name(), part, slice(output, offset, length));
      offset += length;
    }
    return output;
  }

  /**
   * Adds the copy of one part of the whole's gradient and returns it.
   *
   * @param offset where the part starts
   * @param like what the part was
   */
  public Tensor addBackward(Tensor gradient, long offset, Tensor like) {
    Tensor dx = program.transientTensor(like.desc);
    Tensor from = program.as(op.name(), gradient, whole);
    program.reorder(program.run, op.name(), slice(from, offset, length(like)), dx);
    return dx;
  }

  /** The channels of a part. */
  public static long length(Tensor part) {
    return part.desc.get_dims().get(1);
  }

  private Tensor slice(Tensor of, long offset, long length) {
    long[] dims = {program.batch, length, 1, 1};
    return program.view(of, whole.submemory_desc(dims, new long[] {0, offset, 0, 0}, false));
  }
}
