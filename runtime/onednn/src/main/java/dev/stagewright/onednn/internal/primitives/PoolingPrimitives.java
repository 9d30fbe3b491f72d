package dev.stagewright.onednn.internal.primitives;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.internal.model.Pooling;
import dev.stagewright.onednn.internal.model.Window;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.jspecify.annotations.Nullable;

/** One pooling's primitives; the output's layout is oneDNN's choice. */
public final class PoolingPrimitives {

  private final Program program;
  private final Pooling op;
  private final Window window;
  private final Tensor input;
  private final pooling_forward.primitive_desc forward;

  /** For an input that is made. */
  public PoolingPrimitives(Program program, Pooling op, Tensor input) {
    this.program = program;
    this.op = op;
    this.window = op.window();
    this.input = input;
    this.forward =
        new pooling_forward.primitive_desc(
            program.cpu,
            (program.training ? prop_kind.forward_training : prop_kind.forward_inference).value,
            kind().value,
            input.desc,
            program.any(op.shape()),
            window.stride().dims(),
            window.kernel().dims(),
            window.dilation().dilates(),
            window.before().dims(),
            window.after().dims(),
            Program.attributes(),
            false);
  }

  private algorithm kind() {
    return switch (op.kind()) {
      case MAX -> algorithm.pooling_max;
      case MEAN -> algorithm.pooling_avg_exclude_padding;
      case MEAN_WITH_PADDING -> algorithm.pooling_avg_include_padding;
    };
  }

  /** Room for the places of the maxima, which the gradient needs, or null. */
  public @Nullable Tensor workspace() {
    return op.kind() == Pooling.Kind.MAX ? program.transientTensor(forward.workspace_desc()) : null;
  }

  /** Room for the output. */
  public Tensor output() {
    return program.transientTensor(forward.dst_desc());
  }

  /**
   * Adds the pooling.
   *
   * @param workspace for training with maxima, else null
   */
  public void addForward(Tensor output, @Nullable Tensor workspace) {
    Map<Integer, Tensor> arguments = new LinkedHashMap<>();
    arguments.put(DNNL_ARG_SRC, input);
    arguments.put(DNNL_ARG_DST, output);
    if (workspace != null) {
      arguments.put(DNNL_ARG_WORKSPACE, workspace);
    }
    program.add(
        program.run, op.name(), "pool", "", forward, new pooling_forward(forward), arguments);
  }

  /** Adds the data gradient and returns it. */
  public Tensor addBackward(Tensor gradient, @Nullable Tensor workspace) {
    memory.desc outputDesc = forward.dst_desc();
    var description =
        new pooling_backward.primitive_desc(
            program.cpu,
            kind().value,
            input.desc,
            outputDesc,
            window.stride().dims(),
            window.kernel().dims(),
            window.dilation().dilates(),
            window.before().dims(),
            window.after().dims(),
            forward,
            Program.attributes(),
            false);
    Tensor dx = program.transientTensor(description.diff_src_desc());
    Map<Integer, Tensor> arguments = new LinkedHashMap<>();
    arguments.put(DNNL_ARG_DIFF_DST, program.as(op.name(), gradient, outputDesc));
    arguments.put(DNNL_ARG_DIFF_SRC, dx);
    if (workspace != null) {
      arguments.put(DNNL_ARG_WORKSPACE, workspace);
    }
    program.add(
        program.run,
        op.name(),
        "pool_bwd",
        "",
        description,
        new pooling_backward(description),
        arguments);
    return dx;
  }
}
