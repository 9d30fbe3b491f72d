package dev.stagewright.onednn.internal.primitives;

import dev.stagewright.onednn.internal.model.Padding;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import org.bytedeco.dnnl.memory;

/** A map copied into the middle of a larger one, whose border stays zero. */
public final class PaddingPrimitives {

  private final Program program;
  private final Padding op;
  private final memory.desc input;
  private final memory.desc padded;

  /** For an input that is made. */
  public PaddingPrimitives(Program program, Padding op, Tensor input) {
    this.program = program;
    this.op = op;
    this.input = input.desc;
    var layout = Layouts.of(input.desc).orElse(memory.format_tag.nhwc);
    this.padded = new memory.desc(program.dims(op.shape()), program.type, layout);
  }

  /** Adds the copy and returns the larger map. */
  public Tensor addForward(Tensor from) {
    Tensor output = program.zeroed(padded);
    program.reorder(program.run, op.name(), from, middle(output));
    return output;
  }

  /** Adds the way back of a gradient and returns it. */
  public Tensor addBackward(Tensor gradient) {
    Tensor dx = program.transientTensor(input);
    program.reorder(program.run, op.name(), middle(program.as(op.name(), gradient, padded)), dx);
    return dx;
  }

  private Tensor middle(Tensor whole) {
    long[] offsets = {0, 0, op.before().height(), op.before().width()};
    return program.view(whole, padded.submemory_desc(program.dims(op.in()), offsets, false));
  }
}
