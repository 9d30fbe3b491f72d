package dev.stagewright.onednn.internal.primitives;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.internal.model.Function;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Step;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.eltwise_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.post_ops;

/** The engine's nonlinearities as oneDNN's. */
public final class EltwisePrimitives {

  private EltwisePrimitives() {}

  /** For inference and for fusing. */
  public static algorithm forward(Function function) {
    return switch (function.kind()) {
      case RELU, LEAKY_RELU -> algorithm.eltwise_relu;
      case ELU -> algorithm.eltwise_elu;
      case LINEAR -> algorithm.eltwise_linear;
      case GELU -> algorithm.eltwise_gelu_erf;
      case SWISH -> algorithm.eltwise_swish;
      case MISH -> algorithm.eltwise_mish;
      case HARD_SWISH -> algorithm.eltwise_hardswish;
      case SIGMOID -> algorithm.eltwise_logistic;
      case TANH -> algorithm.eltwise_tanh;
    };
  }

  /** For training: the variant whose derivative is computed from the output where there is one. */
  public static algorithm training(Function function) {
    return switch (function.kind()) {
      case RELU, LEAKY_RELU -> algorithm.eltwise_relu_use_dst_for_bwd;
      case ELU -> algorithm.eltwise_elu_use_dst_for_bwd;
      case SIGMOID -> algorithm.eltwise_logistic_use_dst_for_bwd;
      case TANH -> algorithm.eltwise_tanh_use_dst_for_bwd;
      case LINEAR, GELU, SWISH, MISH, HARD_SWISH -> forward(function);
    };
  }

  static void append(post_ops ops, Function function) {
    ops.append_eltwise(forward(function).value, alpha(function), beta(function));
  }

  /** oneDNN's alpha; its swish is x * sigmoid(alpha * x). */
  public static float alpha(Function function) {
    return switch (function.kind()) {
      case SWISH -> 1;
      case HARD_SWISH -> 1 / 6f;
      default -> function.alpha();
    };
  }

  /** oneDNN's beta; its hard swish is x * min(max(alpha * x + beta, 0), 1). */
  public static float beta(Function function) {
    return function.kind() == Function.Kind.HARD_SWISH ? 0.5f : 0;
  }

  /** A nonlinearity with nothing kept for its derivative; the output may be the input. */
  public static void activate(
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
            forward(function).value,
            input.desc,
            input.desc,
            alpha(function),
            beta(function),
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
}
