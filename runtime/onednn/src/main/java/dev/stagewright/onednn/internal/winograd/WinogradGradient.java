package dev.stagewright.onednn.internal.winograd;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.internal.model.Convolution;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Step;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.memory;

/**
 * The gradient of a 3 x 3 kernel by {@link Winograd}: the gradient of each product's 1 x 1 kernel,
 * and from all of those the kernel's own.
 */
public final class WinogradGradient {

  private final Program program;
  private final Convolution op;
  private final WinogradChoice.Way way;
  private final Blocks blocks;
  private final Tiling tiling;
  private final long inputs;
  private final long outputs;
  private final List<Step> parts = new ArrayList<>();
  private final Map<Long, convolution_backward_weights.primitive_desc> products = new HashMap<>();

  public WinogradGradient(Program program, Convolution op, WinogradChoice.Way way) {
    this.program = program;
    this.op = op;
    this.way = way;
    this.blocks = way.blocks();
    this.tiling = way.tiling();
    this.inputs = op.in().channels();
    this.outputs = op.shape().channels();
  }

  /**
   * Adds it.
   *
   * @param input of the convolution, in blocks
   * @param gradient of its output, in blocks
   * @param flat gets the kernel's gradient, [out, in, height, width]
   */
  public void add(Tensor input, Tensor gradient, Tensor flat) {
    long length = inputs * outputs;
    List<Tiling.Chunk> chunks = tiling.chunks(program.batch, inputs + outputs);
    long rows = (long) Winograd.PRODUCTS * chunks.size();
    Tensor kernels = program.transientTensor(Planes.desc(rows, length));
    TileTransform inputTiles = new TileTransform(program, way, inputs, Winograd.INPUT, 1);
    TileTransform gradientTiles =
        new TileTransform(program, way, outputs, Winograd.transposed(Winograd.OUTPUT), 0);
    Tensor from = room(chunks, inputs);
    Tensor to = room(chunks, outputs);
    String implementation = "";
    for (int i = 0; i < chunks.size(); i++) {
      Tiling.Chunk chunk = chunks.get(i);
      inputTiles.add(parts, op.name(), input, chunk, from);
      gradientTiles.add(parts, op.name(), gradient, chunk, to);
      var description = products.computeIfAbsent(chunk.images(), this::describe);
      implementation = description.impl_info_str().getString();
      addProducts(description, from, to, kernels, (long) i * Winograd.PRODUCTS);
    }
    Tensor taps = program.transientTensor(Planes.desc(Winograd.TAPS, length));
    Planes planes = new Planes(program, parts, op.name());
    planes.sum(matrix(chunks.size()), rows, kernels, taps, length);
    planes.copy(
        WinogradKernel.tapDims(op, blocks, false),
        WinogradKernel.tapPlanes(taps, blocks, inputs, outputs),
        WinogradKernel.flatTaps(flat, op, blocks, false));
    program.run.add(
        new Step.Sequence(
            op.name(), "conv_bwd_weights", "winograd " + implementation, "", parts, flat));
  }

  /** Room for the largest chunk. */
  private Tensor room(List<Tiling.Chunk> chunks, long channels) {
    long images = chunks.stream().mapToLong(Tiling.Chunk::images).max().orElseThrow();
    return program.transientTensor(
        Planes.desc(Winograd.PRODUCTS, images * channels * tiling.tiles()));
  }

  /** Sums over the chunks, too. */
  private static float[] matrix(int chunks) {
    float[] one = Winograd.alongBothSides(Winograd.transposed(Winograd.KERNEL));
    float[] matrix = new float[one.length * chunks];
    for (int tap = 0; tap < Winograd.TAPS; tap++) {
      for (int chunk = 0; chunk < chunks; chunk++) {
        System.arraycopy(
            one,
            tap * Winograd.PRODUCTS,
            matrix,
            (tap * chunks + chunk) * Winograd.PRODUCTS,
            Winograd.PRODUCTS);
      }
    }
    return matrix;
  }

  private convolution_backward_weights.primitive_desc describe(long images) {
    return describe(program, way, inputs, outputs, images);
  }

  /** The gradient of a product's 1 x 1 kernel. */
  static convolution_backward_weights.primitive_desc describe(
      Program program, WinogradChoice.Way way, long inputs, long outputs, long images) {
    var forward = WinogradConvolution.describe(program, way, inputs, outputs, images, false);
    return new convolution_backward_weights.primitive_desc(
        program.cpu,
        algorithm.convolution_direct.value,
        forward.src_desc(),
        way.blocks().kernel(outputs, inputs),
        new memory.desc(),
        forward.dst_desc(),
        new long[] {1, 1},
        new long[] {0, 0},
        new long[] {0, 0},
        new long[] {0, 0},
        forward,
        Program.attributes(),
        false);
  }

  private void addProducts(
      convolution_backward_weights.primitive_desc description,
      Tensor from,
      Tensor to,
      Tensor kernels,
      long first) {
    var primitive = new convolution_backward_weights(description);
    memory.desc source = description.src_desc();
    memory.desc gradient = description.diff_dst_desc();
    memory.desc kernel = description.diff_weights_desc();
    for (int product = 0; product < Winograd.PRODUCTS; product++) {
      program.add(
          parts,
          op.name(),
          "product",
          "",
          description,
          primitive,
          Map.of(
              DNNL_ARG_SRC,
              program.slice(from, source, product * source.get_size()),
              DNNL_ARG_DIFF_DST,
              program.slice(to, gradient, product * gradient.get_size()),
              DNNL_ARG_DIFF_WEIGHTS,
              program.slice(kernels, kernel, (first + product) * kernel.get_size())));
    }
  }
}
