package dev.stagewright.onednn.plan;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.model.Op;
import java.util.Map;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.memory;

/** Nonlinearities and sums forward and backward, in place wherever nobody is disturbed. */
final class ElementwiseTraining {

  private final TrainingContext context;

  ElementwiseTraining(TrainingContext context) {
    this.context = context;
  }

  Tensor compile(Op.Nonlinear op) {
    Program program = context.program;
    boolean fromOutput = op.function().kind().derivativeFromOutput();
    Tensor input = context.value(op.input());
    memory.desc desc = input.desc;
    float alpha = Eltwise.alpha(op.function());
    var forward =
        new eltwise_forward.primitive_desc(
            program.cpu,
            prop_kind.forward_training.value,
            Eltwise.training(op.function()).value,
            desc,
            desc,
            alpha,
            0f,
            Program.attributes(),
            false);
    Tensor output =
        fromOutput && context.mayOverwrite(op.input()) ? input : program.transientTensor(desc);
    program.add(
        program.run,
        op.name(),
        "eltwise",
        "",
        forward,
        new eltwise_forward(forward),
        Map.of(DNNL_ARG_SRC, input, DNNL_ARG_DST, output));
    if (context.passesGradient(op, op.input())) {
      context.onBackward(
          op.name(),
          gradient ->
              backward(
                  op, forward, gradient, fromOutput ? context.valueBackward(op.name()) : input));
    }
    return output;
  }

  private void backward(
      Op.Nonlinear op,
      eltwise_forward.primitive_desc forward,
      Gradients.Gradient gradient,
      Tensor data) {
    Program program = context.program;
    Tensor g = program.as(op.name(), gradient.tensor(), data.desc);
    Tensor dx = gradient.owned() || g != gradient.tensor() ? g : program.transientTensor(data.desc);
    var description =
        new eltwise_backward.primitive_desc(
            program.cpu,
            Eltwise.training(op.function()).value,
            data.desc,
            data.desc,
            data.desc,
            Eltwise.alpha(op.function()),
            0f,
            forward,
            Program.attributes(),
            false);
    boolean readsOutput = Eltwise.training(op.function()) != Eltwise.forward(op.function());
    program.add(
        program.run,
        op.name(),
        "eltwise_bwd",
        "",
        description,
        new eltwise_backward(description),
        Map.of(
            readsOutput ? DNNL_ARG_DST : DNNL_ARG_SRC,
            data,
            DNNL_ARG_DIFF_DST,
            g,
            DNNL_ARG_DIFF_SRC,
            dx));
    context.gradients.add(op.input(), dx, true);
  }

  Tensor compile(Op.Sum op) {
    Program program = context.program;
    String keep = op.inputs().stream().filter(context::mayOverwrite).findFirst().orElse("");
    String first = keep.isEmpty() ? op.inputs().get(0) : keep;
    Tensor sum = context.value(first);
    Tensor output = keep.isEmpty() ? program.transientTensor(sum.desc) : sum;
    boolean skipped = false;
    for (String input : op.inputs()) {
      if (input.equals(first) && !skipped) {
        skipped = true;
        continue;
      }
      Tensor term = program.as(op.name(), context.value(input), sum.desc);
      Elementary.add(program, op.name(), "add", sum, term, output);
      sum = output;
    }
    context.onBackward(
        op.name(),
        gradient -> {
          for (String input : op.inputs()) {
            if (context.passesGradient(op, input)) {
              // All terms get the same memory, so none may overwrite it.
              context.gradients.add(input, gradient.tensor(), false);
            }
          }
        });
    return output;
  }
}
