package dev.stagewright.onednn.plan;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.model.Function;
import dev.stagewright.onednn.model.Op;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.dnnl.batch_normalization_forward;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.primitive_attr;

/** Steps that several compilers add in the same form. */
final class Elementary {

  private Elementary() {}

  /** result = first + second, all in one layout; the result may be one of the terms. */
  static void add(
      Program program, String layer, String kind, Tensor first, Tensor second, Tensor result) {
    add(program, layer, kind, first, second, result, List.of());
  }

  /** result = then(first + second), one function after the other. */
  static void add(
      Program program,
      String layer,
      String kind,
      Tensor first,
      Tensor second,
      Tensor result,
      List<Function> then) {
    primitive_attr attributes = Program.attributes();
    attributes.set_post_ops(Eltwise.postOps(then));
    var description =
        new binary.primitive_desc(
            program.cpu,
            algorithm.binary_add.value,
            first.desc,
            second.desc,
            result.desc,
            attributes,
            false);
    program.add(
        program.run,
        layer,
        kind,
        then.stream().map(Function::toString).collect(Collectors.joining("+")),
        description,
        new binary(description),
        Map.of(DNNL_ARG_SRC_0, first, DNNL_ARG_SRC_1, second, DNNL_ARG_DST, result));
  }

  /** A nonlinearity with nothing kept for its derivative; the output may be the input. */
  static void activate(
      Program program,
      List<Step> steps,
      String layer,
      String kind,
      Function function,
      Tensor input,
      Tensor output) {
    var description =
        new eltwise_forward.primitive_desc(
            program.cpu,
            prop_kind.forward_inference.value,
            Eltwise.forward(function).value,
            input.desc,
            input.desc,
            Eltwise.alpha(function),
            0f,
            Program.attributes(),
            false);
    program.add(
        steps,
        layer,
        kind,
        "",
        description,
        new eltwise_forward(description),
        Map.of(DNNL_ARG_SRC, input, DNNL_ARG_DST, output));
  }

  /** A normalisation with statistics that are known, [channels] each; returns its output. */
  static Tensor normalize(
      Program program,
      Parameters parameters,
      String kind,
      Op.Normalization op,
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
