package dev.stagewright.onednn.internal.primitives;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.internal.model.Normalization;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.Map;
import org.bytedeco.dnnl.batch_normalization_forward;

/** Batch normalizations with statistics that are known. */
public final class NormalizationPrimitives {

  private NormalizationPrimitives() {}

  /** A normalization with statistics that are known, [channels] each; returns its output. */
  public static Tensor normalize(
      Program program,
      Parameters parameters,
      String kind,
      Normalization op,
      Tensor input,
      Tensor mean,
      Tensor variance) {
    int flags =
        normalization_flags.use_scale.value
            | normalization_flags.use_shift.value
            | normalization_flags.use_global_stats.value;
    var description =
        new batch_normalization_forward.primitive_desc(
            program.cpu,
            prop_kind.forward_inference.value,
            input.desc,
            input.desc,
            op.epsilon(),
            flags,
            Program.attributes(),
            false);
    Tensor output = program.transientTensor(input.desc);
    program.add(
        program.run,
        op.name(),
        kind,
        "",
        description,
        new batch_normalization_forward(description),
        Map.of(
            DNNL_ARG_SRC, input,
            DNNL_ARG_MEAN, mean,
            DNNL_ARG_VARIANCE, variance,
            DNNL_ARG_SCALE, parameters.vector(op.gamma()),
            DNNL_ARG_SHIFT, parameters.vector(op.beta()),
            DNNL_ARG_DST, output));
    return output;
  }
}
