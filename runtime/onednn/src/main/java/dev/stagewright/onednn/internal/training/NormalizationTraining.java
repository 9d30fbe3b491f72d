package dev.stagewright.onednn.internal.training;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.internal.model.Normalization;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.batch_normalization_backward;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.memory;

/** Batch normalizations forward and backward. */
final class NormalizationTraining {

  private final TrainingContext context;

  NormalizationTraining(TrainingContext context) {
    this.context = context;
  }

  Tensor compile(Normalization op) {
    if (!context.trains(op)) {
      return new FrozenNormalization(context, op).compile();
    }
    Program program = context.program;
    Tensor input = context.value(op.input());
    memory.desc desc = input.desc;
    int flags = normalization_flags.use_scale.value | normalization_flags.use_shift.value;
    boolean rectifies = context.rectified(op) != null;
    if (rectifies) {
      flags |= normalization_flags.fuse_norm_relu.value;
    }
    var forward =
        new batch_normalization_forward.primitive_desc(
            program.cpu,
            prop_kind.forward_training.value,
            desc,
            desc,
            op.epsilon(),
            flags,
            Program.attributes(),
            false);
    memory.desc vector = Program.vector(op.shape().channels());
    Tensor mean = program.transientTensor(vector);
    Tensor variance = program.transientTensor(vector);
    Tensor scale = context.parameters.vector(op.gamma());
    Tensor output = program.transientTensor(desc);
    Map<Integer, Tensor> arguments = new LinkedHashMap<>();
    arguments.put(DNNL_ARG_SRC, input);
    arguments.put(DNNL_ARG_MEAN, mean);
    arguments.put(DNNL_ARG_VARIANCE, variance);
    arguments.put(DNNL_ARG_SCALE, scale);
    arguments.put(DNNL_ARG_SHIFT, context.parameters.vector(op.beta()));
    arguments.put(DNNL_ARG_DST, output);
    Tensor workspace = rectifies ? program.transientTensor(forward.workspace_desc()) : null;
    if (workspace != null) {
      arguments.put(DNNL_ARG_WORKSPACE, workspace);
    }
    program.add(
        program.run,
        op.name(),
        "batchnorm",
        rectifies ? "relu" : "",
        forward,
        new batch_normalization_forward(forward),
        arguments);
    context.statistics.add(new TrainingContext.Statistics(op, mean, variance));
    int backwardFlags = flags;
    context.onBackward(
        op.name(),
        gradient -> {
          var backward =
              new batch_normalization_backward.primitive_desc(
                  program.cpu,
                  prop_kind.backward.value,
                  desc,
                  desc,
                  desc,
                  op.epsilon(),
                  backwardFlags,
                  forward,
                  Program.attributes(),
                  false);
          Tensor dx = program.transientTensor(desc);
          Map<Integer, Tensor> all = new LinkedHashMap<>();
          all.put(DNNL_ARG_SRC, input);
          all.put(DNNL_ARG_DIFF_DST, program.as(op.name(), gradient.tensor(), desc));
          all.put(DNNL_ARG_MEAN, mean);
          all.put(DNNL_ARG_VARIANCE, variance);
          all.put(DNNL_ARG_SCALE, scale);
          all.put(DNNL_ARG_DIFF_SRC, dx);
          if (workspace != null) {
            all.put(DNNL_ARG_WORKSPACE, workspace);
          }
          all.put(DNNL_ARG_DIFF_SCALE, context.parameters.vectorGradient(op.gamma()));
          all.put(DNNL_ARG_DIFF_SHIFT, context.parameters.vectorGradient(op.beta()));
          program.add(
              program.run,
              op.name(),
              "batchnorm_bwd",
              "",
              backward,
              new batch_normalization_backward(backward),
              all);
          if (context.passesGradient(op, op.input())) {
            context.gradients.add(op.input(), dx, true);
          }
        });
    return output;
  }
}
