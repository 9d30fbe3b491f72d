package dev.stagewright.onednn.internal.winograd;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.internal.model.Function;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Step;
import dev.stagewright.onednn.internal.plan.Tensor;
import dev.stagewright.onednn.internal.primitives.EltwisePrimitives;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;
import org.jspecify.annotations.Nullable;

/**
 * A 3 x 3 convolution with stride 1 and padding 1 by {@link Winograd}: tiles apart, a 1 x 1
 * convolution for each product, sums of the products, and the cells back in their places.
 */
public final class WinogradConvolution {

  private final Program program;
  private final String layer;
  private final WinogradChoice.Way way;
  private final Blocks blocks;
  private final Tiling tiling;
  private final WinogradKernel kernel;
  private final List<Step> parts = new ArrayList<>();
  private final Planes planes;
  private final Map<Long, convolution_forward.primitive_desc> products = new HashMap<>();

  public WinogradConvolution(
      Program program, String layer, WinogradChoice.Way way, WinogradKernel kernel) {
    this.program = program;
    this.layer = layer;
    this.way = way;
    this.blocks = way.blocks();
    this.tiling = way.tiling();
    this.planes = new Planes(program, parts, layer);
    this.kernel = kernel;
  }

  /**
   * Adds the convolution.
   *
   * @param input in blocks
   * @param functions to apply to the output
   * @return the output, in blocks
   */
  public Tensor add(String kind, String fused, Tensor input, List<Function> functions) {
    Tensor output =
        program.transientTensor(blocks.map(program.batch, kernel.outputs(), tiling.map()));
    TileTransform transform = new TileTransform(program, way, kernel.inputs(), Winograd.INPUT, 1);
    long channels = kernel.inputs() + kernel.outputs();
    List<Tiling.Chunk> chunks = tiling.chunks(program.batch, channels);
    Tensor tiles = room(Winograd.PRODUCTS, chunks, kernel.inputs());
    Tensor sums = room(Winograd.PRODUCTS, chunks, kernel.outputs());
    Tensor cells = room(Winograd.CELLS * Winograd.CELLS, chunks, kernel.outputs());
    float[] matrix = Winograd.alongBothSides(Winograd.OUTPUT);
    String implementation = "";
    for (Tiling.Chunk chunk : chunks) {
      transform.add(parts, layer, input, chunk, tiles);
      var description = products.computeIfAbsent(chunk.images(), this::describe);
      implementation = description.impl_info_str().getString();
      addProducts(description, tiles, sums);
      planes.sum(matrix, Winograd.PRODUCTS, sums, cells, length(chunk, kernel.outputs()));
      addPlacing(chunk, cells, output);
      addFunctions(chunk, output, functions);
    }
    program.run.add(
        new Step.Sequence(layer, kind, "winograd " + implementation, fused, parts, output));
    return output;
  }

  private long length(Tiling.Chunk chunk, long channels) {
    return chunk.images() * channels * tiling.tiles();
  }

  /** Room for the largest chunk. */
  private Tensor room(long count, List<Tiling.Chunk> chunks, long channels) {
    long most = chunks.stream().mapToLong(chunk -> length(chunk, channels)).max().orElseThrow();
    return program.transientTensor(Planes.desc(count, most));
  }

  private convolution_forward.primitive_desc describe(long images) {
    return describe(
        program, way, kernel.inputs(), kernel.outputs(), images, kernel.bias(0) != null);
  }

  /** The 1 x 1 convolution of a product. */
  static convolution_forward.primitive_desc describe(
      Program program,
      WinogradChoice.Way way,
      long inputs,
      long outputs,
      long images,
      boolean biased) {
    Blocks blocks = way.blocks();
    Tiling tiling = way.tiling();
    return new convolution_forward.primitive_desc(
        program.cpu,
        prop_kind.forward_training.value,
        algorithm.convolution_direct.value,
        blocks.map(images, inputs, tiling.ofTiles(inputs)),
        blocks.kernel(outputs, inputs),
        biased ? Program.vector(outputs) : new memory.desc(),
        blocks.map(images, outputs, tiling.ofTiles(outputs)),
        new long[] {1, 1},
        new long[] {0, 0},
        new long[] {0, 0},
        new long[] {0, 0},
        Program.attributes(),
        false);
  }

  private void addProducts(
      convolution_forward.primitive_desc description, Tensor tiles, Tensor sums) {
    var primitive = new convolution_forward(description);
    memory.desc from = description.src_desc();
    memory.desc to = description.dst_desc();
    for (int product = 0; product < Winograd.PRODUCTS; product++) {
      Map<Integer, Tensor> arguments = new HashMap<>();
      arguments.put(DNNL_ARG_SRC, program.slice(tiles, from, product * from.get_size()));
      arguments.put(DNNL_ARG_WEIGHTS, kernel.kernel(product));
      @Nullable Tensor bias = kernel.bias(product);
      if (bias != null) {
        arguments.put(DNNL_ARG_BIAS, bias);
      }
      arguments.put(DNNL_ARG_DST, program.slice(sums, to, product * to.get_size()));
      program.add(parts, layer, "product", "", description, primitive, arguments);
    }
  }

  /** Over the chunk's output at once: as a part of the sums they take four times as long. */
  private void addFunctions(Tiling.Chunk chunk, Tensor output, List<Function> functions) {
    memory.desc map = blocks.map(chunk.images(), kernel.outputs(), tiling.map());
    long image = map.get_size() / chunk.images();
    Tensor images = program.slice(output, map, chunk.first() * image);
    for (Function function : functions) {
      EltwisePrimitives.activate(program, parts, layer, "eltwise", function, images, images);
    }
  }

  /** Tiles along one side: a run of whole ones, or the last one, which the map's edge cuts. */
  private record Run(long first, long tiles, long cells) {
    static List<Run> along(long cells) {
      long whole = cells / Winograd.CELLS;
      long rest = cells % Winograd.CELLS;
      List<Run> runs = new ArrayList<>();
      if (whole > 0) {
        runs.add(new Run(0, whole, Winograd.CELLS));
      }
      if (rest > 0) {
        runs.add(new Run(whole, 1, rest));
      }
      return runs;
    }
  }

  /** From a plane for each of a tile's cells to maps. */
  private void addPlacing(Tiling.Chunk chunk, Tensor cells, Tensor output) {
    long size = blocks.size();
    long height = tiling.map().height();
    long width = tiling.map().width();
    long maps = chunk.images() * kernel.outputs() / size;
    long plane = length(chunk, kernel.outputs());
    long first = chunk.first() * kernel.outputs() * height * width;
    for (Run rows : Run.along(height)) {
      for (Run columns : Run.along(width)) {
        long[] dims = {rows.cells(), columns.cells(), maps, rows.tiles(), columns.tiles(), size};
        var from =
            new Planes.Strided(
                cells,
                (rows.first() * tiling.columns() + columns.first()) * size,
                Winograd.CELLS * plane,
                plane,
                tiling.tiles() * size,
                tiling.columns() * size,
                size,
                1);
        var to =
            new Planes.Strided(
                output,
                first + (rows.first() * width + columns.first()) * Winograd.CELLS * size,
                width * size,
                size,
                height * width * size,
                Winograd.CELLS * width * size,
                Winograd.CELLS * size,
                1);
        planes.copy(dims, from, to);
      }
    }
  }
}
