package dev.stagewright.onednn.internal.training;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.internal.model.Nonlinear;
import dev.stagewright.onednn.internal.model.Normalization;
import dev.stagewright.onednn.internal.model.Op;
import dev.stagewright.onednn.internal.model.Sum;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.BinaryPrimitives;
import dev.stagewright.onednn.internal.primitives.EltwisePrimitives;
import dev.stagewright.onednn.internal.primitives.PostOps;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.eltwise_backward;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/** Nonlinearities and sums forward and backward, in place wherever nobody is disturbed. */
final class ElementwiseTraining {

  private final TrainingContext context;

  ElementwiseTraining(TrainingContext context) {
    this.context = context;
  }

  Tensor compile(Nonlinear op) {
    if (context.ops.get(op.input()) instanceof Normalization norm
        && op.equals(context.rectified(norm))) {
      context.onBackward(
          op.name(),
          gradient -> context.gradients.add(op.input(), gradient.tensor(), gradient.owned()));
      return context.value(op.input());
    }
    Program program = context.program;
    boolean fromOutput = op.function().kind().derivativeFromOutput();
    Tensor input = context.value(op.input());
    memory.desc desc = input.desc;
    float alpha = EltwisePrimitives.alpha(op.function());
    var forward =
        new eltwise_forward.primitive_desc(
            program.cpu,
            prop_kind.forward_training.value,
            EltwisePrimitives.training(op.function()).value,
            desc,
            desc,
            alpha,
            EltwisePrimitives.beta(op.function()),
            Program.attributes(),
            false);
    Tensor output =
        fromOutput && context.mayOverwrite(op.input()) ? input : program.transientTensor(desc);
    if (!(context.ops.get(op.input()) instanceof Sum sum && op.equals(fused(sum)))) {
      program.add(
          program.run,
          op.name(),
          "eltwise",
          "",
          forward,
          new eltwise_forward(forward),
          Map.of(DNNL_ARG_SRC, input, DNNL_ARG_DST, output));
    }
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
      Nonlinear op,
      eltwise_forward.primitive_desc forward,
      Gradients.Gradient gradient,
      Tensor data) {
    Program program = context.program;
    Tensor g = program.as(op.name(), gradient.tensor(), data.desc);
    Tensor dx = gradient.owned() || g != gradient.tensor() ? g : program.transientTensor(data.desc);
    var description =
        new eltwise_backward.primitive_desc(
            program.cpu,
            EltwisePrimitives.training(op.function()).value,
            data.desc,
            data.desc,
            data.desc,
            EltwisePrimitives.alpha(op.function()),
            EltwisePrimitives.beta(op.function()),
            forward,
            Program.attributes(),
            false);
    boolean readsOutput =
        EltwisePrimitives.training(op.function()) != EltwisePrimitives.forward(op.function());
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

  /**
   * The nonlinearity that the last addition of a sum applies at once, or null: the one reader, with
   * no need of the sum itself for its derivative.
   */
  private @Nullable Nonlinear fused(Sum sum) {
    return sum.inputs().size() > 1
            && context.soleReaders.get(sum.name()) instanceof Nonlinear reader
            && reader.function().kind().derivativeFromOutput()
        ? reader
        : null;
  }

  Tensor compile(Sum op) {
    Op multiplied = context.multiplied(op);
    Tensor output = multiplied == null ? sum(op) : sumWithProduct(op, multiplied.name());
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

  private Tensor sum(Sum op) {
    Program program = context.program;
    String keep = op.inputs().stream().filter(context::mayOverwrite).findFirst().orElse("");
    String first = keep.isEmpty() ? op.inputs().get(0) : keep;
    Tensor sum = context.value(first);
    Tensor output = keep.isEmpty() ? program.transientTensor(sum.desc) : sum;
    List<String> others = new ArrayList<>(op.inputs());
    others.remove(first);
    for (int i = 0; i < others.size(); i++) {
      Tensor term = program.as(op.name(), context.value(others.get(i)), sum.desc);
      PostOps then = i == others.size() - 1 ? appendFused(op, new PostOps()) : new PostOps();
      BinaryPrimitives.add(program, op.name(), "add", sum, term, output, then);
      sum = output;
    }
    return output;
  }

  /** A map times factors plus the other term; the map itself is kept for the derivative. */
  private Tensor sumWithProduct(Sum op, String product) {
    Program program = context.program;
    Tensor map = context.value(product);
    String other = op.inputs().get(op.inputs().get(0).equals(product) ? 1 : 0);
    Tensor term = program.as(op.name(), context.value(other), map.desc);
    boolean replaced = term != context.value(other) || context.mayOverwrite(other);
    PostOps then = replaced ? new PostOps().addDestination() : new PostOps().add("sum", term);
    Tensor output = replaced ? term : program.transientTensor(map.desc);
    BinaryPrimitives.multiply(
        program,
        op.name(),
        "multiply",
        map,
        context.factors(product),
        output,
        appendFused(op, then));
    return output;
  }

  private PostOps appendFused(Sum op, PostOps then) {
    Nonlinear reader = fused(op);
    return reader == null ? then : then.then(List.of(reader.function()));
  }
}
