package dev.stagewright.onednn.internal.primitives;

import dev.stagewright.onednn.internal.model.Convolution;
import dev.stagewright.onednn.internal.model.Shape;
import dev.stagewright.onednn.internal.model.Window;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Step;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.List;
import java.util.stream.LongStream;
import org.bytedeco.dnnl.memory;

/**
 * Kernels of convolutions as primitives read them. Groups of fewer than 16 channels are computed
 * several at once, with zeros between the inputs and outputs of different ones: for these oneDNN
 * has no fast gradient of the weights and wants maps in blocks that its normalizations and
 * neighboring convolutions do not. The processor multiplies 16 numbers at a time anyway.
 */
public final class Kernels {

  private static final long BLOCK = 16;

  private Kernels() {}

  /** As a primitive counts them, [groups,] outputs, inputs, height, width. */
  static long[] dims(Convolution op) {
    return dims(op, together(op));
  }

  private static long[] dims(Convolution op, long together) {
    Window.Pair kernel = op.window().kernel();
    long groups = op.groups() / together;
    long outputs = op.shape().channels() / groups;
    long inputs = op.in().channels() / groups;
    return groups == 1 && together == 1
        ? new long[] {outputs, inputs, kernel.height(), kernel.width()}
        : new long[] {groups, outputs, inputs, kernel.height(), kernel.width()};
  }

  /** How many groups are computed as one. */
  private static long together(Convolution op) {
    Shape in = op.in();
    long inputs = in.channels() / op.groups();
    long outputs = op.shape().channels() / op.groups();
    if (op.groups() == 1 || inputs == 1 || (inputs >= BLOCK && outputs >= BLOCK)) {
      return 1;
    }
    return LongStream.rangeClosed(1, Math.min(BLOCK, op.groups()))
        .filter(count -> op.groups() % count == 0)
        .filter(count -> count * inputs % BLOCK == 0 && count * outputs % BLOCK == 0)
        .findFirst()
        .orElse(1);
  }

  /** Deeplearning4j's order: [out, in / groups, height, width], row after row. */
  public static memory.desc flat(Convolution op) {
    return plain(dims(op, 1));
  }

  private static memory.desc plain(long[] dims) {
    var tag = dims.length > 4 ? memory.format_tag.goihw : memory.format_tag.oihw;
    return new memory.desc(dims, memory.data_type.f32, tag);
  }

  /** Adds the copy of a kernel in Deeplearning4j's order to what a primitive reads. */
  public static void copy(
      Program program, List<Step> steps, Convolution op, Tensor flat, Tensor to) {
    long together = together(op);
    if (together == 1) {
      program.reorder(steps, op.name(), flat, to);
      return;
    }
    Tensor wide = program.zeroed(plain(dims(op)));
    for (long group = 0; group < together; group++) {
      program.reorder(
          steps, op.name(), ofGroup(program, op, flat, group), within(program, op, wide, group));
    }
    program.reorder(steps, op.name(), wide, to);
  }

  /** Adds the copy of a kernel's gradient into Deeplearning4j's order. */
  static void copyGradient(Program program, Convolution op, Tensor from, Tensor flat) {
    long together = together(op);
    if (together == 1) {
      program.reorder(program.run, op.name(), from, flat);
      return;
    }
    Tensor wide = program.as(op.name(), from, plain(dims(op)));
    for (long group = 0; group < together; group++) {
      program.reorder(
          program.run,
          op.name(),
          within(program, op, wide, group),
          ofGroup(program, op, flat, group));
    }
  }

  /** Of the groups that are computed together, the kernels of the first, or the second, ... */
  private static Tensor ofGroup(Program program, Convolution op, Tensor flat, long group) {
    long together = together(op);
    long[] dims = each(op);
    long kernel = dims[1] * dims[2] * dims[3] * dims[4];
    long taps = dims[3] * dims[4];
    long[] strides = {together * kernel, dims[2] * taps, taps, dims[4], 1};
    var desc = new memory.desc(dims, memory.data_type.f32, strides);
    return program.slice(flat, desc, group * kernel * Float.BYTES);
  }

  /** The same where they lie in the kernels that are computed. */
  private static Tensor within(Program program, Convolution op, Tensor wide, long group) {
    long[] dims = each(op);
    long[] offsets = {0, group * dims[1], group * dims[2], 0, 0};
    return program.view(wide, wide.desc.submemory_desc(dims, offsets, false));
  }

  private static long[] each(Convolution op) {
    long[] dims = dims(op, 1);
    dims[0] /= together(op);
    return dims;
  }
}
