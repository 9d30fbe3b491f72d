package dev.stagewright.onednn.plan;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.model.Op;
import dev.stagewright.onednn.model.Window;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_backward;
import org.bytedeco.dnnl.pooling_forward;
import org.jspecify.annotations.Nullable;

/** Poolings forward and backward, and forward alone for inference. */
final class Pooler {

  private Pooler() {}

  private static algorithm algorithmOf(Op.Pooling op) {
    return switch (op.kind()) {
      case MAX -> algorithm.pooling_max;
      case MEAN -> algorithm.pooling_avg_exclude_padding;
      case MEAN_WITH_PADDING -> algorithm.pooling_avg_include_padding;
    };
  }

  private static pooling_forward.primitive_desc describe(
      Program program, Op.Pooling op, Tensor input, boolean training) {
    Window window = op.window();
    return new pooling_forward.primitive_desc(
        program.cpu,
        (training ? prop_kind.forward_training : prop_kind.forward_inference).value,
        algorithmOf(op).value,
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

  static Tensor inference(Program program, Op.Pooling op, Tensor input) {
    var description = describe(program, op, input, false);
    Tensor output = program.transientTensor(description.dst_desc());
    addForward(program, op, description, input, output, null);
    return output;
  }

  static Tensor training(TrainingContext context, Op.Pooling op) {
    Program program = context.program;
    Tensor input = context.value(op.input());
    var forward = describe(program, op, input, true);
    Tensor output = program.transientTensor(forward.dst_desc());
    Tensor workspace =
        op.kind() == Op.Pooling.Kind.MAX ? program.transientTensor(forward.workspace_desc()) : null;
    addForward(program, op, forward, input, output, workspace);
    if (context.passesGradient(op, op.input())) {
      context.onBackward(
          op.name(),
          gradient -> {
            Tensor dx =
                addBackward(program, op, forward, input, output.desc, gradient.tensor(), workspace);
            context.gradients.add(op.input(), dx, true);
          });
    }
    return output;
  }

  private static void addForward(
      Program program,
      Op.Pooling op,
      pooling_forward.primitive_desc description,
      Tensor input,
      Tensor output,
      @Nullable Tensor workspace) {
    Map<Integer, Tensor> arguments = new LinkedHashMap<>();
    arguments.put(DNNL_ARG_SRC, input);
    arguments.put(DNNL_ARG_DST, output);
    if (workspace != null) {
      arguments.put(DNNL_ARG_WORKSPACE, workspace);
    }
    program.add(
        program.run,
        op.name(),
        "pool",
        "",
        description,
        new pooling_forward(description),
        arguments);
  }

  private static Tensor addBackward(
      Program program,
      Op.Pooling op,
      pooling_forward.primitive_desc forward,
      Tensor input,
      memory.desc outputDesc,
      Tensor gradient,
      @Nullable Tensor workspace) {
    Window window = op.window();
    var description =
        new pooling_backward.primitive_desc(
            program.cpu,
            algorithmOf(op).value,
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
