package dev.stagewright.onednn.internal.primitives;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.dnnl.binary;

/** Sums and products of two tensors, with what follows them fused. */
public final class BinaryPrimitives {

  private BinaryPrimitives() {}

  /**
   * result = first + second; the second's sides of 1 count for all along them. The result has the
   * first's layout and may be one of the terms.
   */
  public static void add(
      Program program, String layer, String kind, Tensor first, Tensor second, Tensor result) {
    add(program, layer, kind, first, second, result, new PostOps());
  }

  /** result = then(first + second). */
  public static void add(
      Program program,
      String layer,
      String kind,
      Tensor first,
      Tensor second,
      Tensor result,
      PostOps then) {
    apply(algorithm.binary_add, program, layer, kind, first, second, result, then);
  }

  /** result = first * second; the second's sides of 1 count for all along them. */
  public static void multiply(
      Program program, String layer, String kind, Tensor first, Tensor second, Tensor result) {
    multiply(program, layer, kind, first, second, result, new PostOps());
  }

  /** result = then(first * second); the second's sides of 1 count for all along them. */
  public static void multiply(
      Program program,
      String layer,
      String kind,
      Tensor first,
      Tensor second,
      Tensor result,
      PostOps then) {
    apply(algorithm.binary_mul, program, layer, kind, first, second, result, then);
  }

  private static void apply(
      algorithm operation,
      Program program,
      String layer,
      String kind,
      Tensor first,
      Tensor operand,
      Tensor result,
      PostOps then) {
    Tensor second = program.as(layer, operand, Layouts.like(first.desc, operand.desc));
    var description =
        new binary.primitive_desc(
            program.cpu,
            operation.value,
            first.desc,
            second.desc,
            result.desc,
            then.attributes(),
            false);
    Map<Integer, Tensor> arguments = new LinkedHashMap<>(then.arguments());
    arguments.put(DNNL_ARG_SRC_0, first);
    arguments.put(DNNL_ARG_SRC_1, second);
    arguments.put(DNNL_ARG_DST, result);
    program.add(
        program.run, layer, kind, then.toString(), description, new binary(description), arguments);
  }
}
