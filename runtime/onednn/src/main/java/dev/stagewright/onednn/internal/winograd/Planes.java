package dev.stagewright.onednn.internal.winograd;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Step;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.reorder;

/** Work on arrays of one length that lie behind each other, float32. */
final class Planes {

  private final Program program;
  private final List<Step> steps;
  private final String layer;

  Planes(Program program, List<Step> steps, String layer) {
    this.program = program;
    this.steps = steps;
    this.layer = layer;
  }

  static memory.desc desc(long count, long length) {
    return new memory.desc(new long[] {count, length}, memory.data_type.f32, memory.format_tag.ab);
  }

  /**
   * Adds sums of planes: to[row] = sum over column of matrix[row][column] * from[column].
   *
   * @param matrix [rows, columns]
   */
  void sum(float[] matrix, long columns, Tensor from, Tensor to, long length) {
    long rows = matrix.length / columns;
    memory.desc matrixDesc = desc(rows, columns);
    Tensor source = program.slice(from, desc(columns, length), 0);
    Tensor destination = program.slice(to, desc(rows, length), 0);
    var description =
        new matmul.primitive_desc(
            program.cpu, matrixDesc, source.desc, destination.desc, Program.attributes(), false);
    program.add(
        steps,
        layer,
        "sum",
        "",
        description,
        new matmul(description),
        Map.of(
            DNNL_ARG_SRC, program.constant(matrixDesc, matrix),
            DNNL_ARG_WEIGHTS, source,
            DNNL_ARG_DST, destination));
  }

  /** Where values lie in a tensor's memory. */
  static final class Strided {
    private final Tensor tensor;
    private final long offset;
    private final long[] strides;

    /**
     * @param offset of the first, in values
     * @param strides from one index to the next along each dimension, in values
     */
    Strided(Tensor tensor, long offset, long... strides) {
      this.tensor = tensor;
      this.offset = offset;
      this.strides = strides;
    }
  }

  /** Adds a copy from one order to another. */
  void copy(long[] dims, Strided from, Strided to) {
    Tensor source = strided(dims, from);
    Tensor destination = strided(dims, to);
    var description =
        new reorder.primitive_desc(
            program.cpu, source.desc, program.cpu, destination.desc, Program.attributes(), false);
    program.add(
        steps,
        layer,
        "copy",
        "",
        description,
        new reorder(description),
        Map.of(DNNL_ARG_SRC, source, DNNL_ARG_DST, destination));
  }

  private Tensor strided(long[] dims, Strided place) {
    var desc = new memory.desc(dims, memory.data_type.f32, place.strides);
    return program.slice(place.tensor, desc, place.offset * Float.BYTES);
  }
}
