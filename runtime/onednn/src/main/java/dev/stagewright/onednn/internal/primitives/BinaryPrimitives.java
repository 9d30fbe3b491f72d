package dev.stagewright.onednn.internal.primitives;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.internal.model.Function;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bytedeco.dnnl.binary;
import org.bytedeco.dnnl.primitive_attr;

/** Sums and products of two tensors, with what follows them fused. */
public final class BinaryPrimitives {

  private BinaryPrimitives() {}

  /** result = first + second, all in one layout; the result may be one of the terms. */
  public static void add(
      Program program, String layer, String kind, Tensor first, Tensor second, Tensor result) {
    add(program, layer, kind, first, second, result, List.of());
  }

  /** result = first * second; the second's sides of 1 count for all along them. */
  public static void multiply(
      Program program, String layer, String kind, Tensor first, Tensor second, Tensor result) {
    apply(algorithm.binary_mul, program, layer, kind, first, second, result, List.of());
  }

  /** result = then(first + second), one function after the other. */
  public static void add(
      Program program,
      String layer,
      String kind,
      Tensor first,
      Tensor second,
      Tensor result,
      List<Function> then) {
    apply(algorithm.binary_add, program, layer, kind, first, second, result, then);
  }

  private static void apply(
      algorithm operation,
      Program program,
      String layer,
      String kind,
      Tensor first,
      Tensor second,
      Tensor result,
      List<Function> then) {
    primitive_attr attributes = Program.attributes();
    attributes.set_post_ops(EltwisePrimitives.postOps(then));
    var description =
        new binary.primitive_desc(
            program.cpu, operation.value, first.desc, second.desc, result.desc, attributes, false);
    program.add(
        program.run,
        layer,
        kind,
        then.stream().map(Function::toString).collect(Collectors.joining("+")),
        description,
        new binary(description),
        Map.of(DNNL_ARG_SRC_0, first, DNNL_ARG_SRC_1, second, DNNL_ARG_DST, result));
  }
}
