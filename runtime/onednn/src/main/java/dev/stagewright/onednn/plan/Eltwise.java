package dev.stagewright.onednn.plan;

import dev.stagewright.onednn.model.Function;
import java.util.List;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.post_ops;

/** The engine's nonlinearities as oneDNN's. */
final class Eltwise {

  private Eltwise() {}

  /** For inference and for fusing. */
  static algorithm forward(Function function) {
    return switch (function.kind()) {
      case RELU, LEAKY_RELU -> algorithm.eltwise_relu;
      case ELU -> algorithm.eltwise_elu;
      case LINEAR -> algorithm.eltwise_linear;
      case GELU -> algorithm.eltwise_gelu_erf;
      case SWISH -> algorithm.eltwise_swish;
      case SIGMOID -> algorithm.eltwise_logistic;
      case TANH -> algorithm.eltwise_tanh;
    };
  }

  /** For training: the variant whose derivative is computed from the output where there is one. */
  static algorithm training(Function function) {
    return switch (function.kind()) {
      case RELU, LEAKY_RELU -> algorithm.eltwise_relu_use_dst_for_bwd;
      case ELU -> algorithm.eltwise_elu_use_dst_for_bwd;
      case SIGMOID -> algorithm.eltwise_logistic_use_dst_for_bwd;
      case TANH -> algorithm.eltwise_tanh_use_dst_for_bwd;
      case LINEAR, GELU, SWISH -> forward(function);
    };
  }

  /** As post-operations, one after the other. */
  static post_ops postOps(List<Function> functions) {
    post_ops ops = new post_ops();
    functions.forEach(function -> append(ops, function));
    return ops;
  }

  static void append(post_ops ops, Function function) {
    ops.append_eltwise(forward(function).value, alpha(function), 0f);
  }

  /** oneDNN's alpha; its swish is x * sigmoid(alpha * x). */
  static float alpha(Function function) {
    return function.kind() == Function.Kind.SWISH ? 1 : function.alpha();
  }
}
