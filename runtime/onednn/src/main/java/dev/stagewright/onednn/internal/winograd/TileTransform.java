package dev.stagewright.onednn.internal.winograd;

import static org.bytedeco.dnnl.global.dnnl.*;

import dev.stagewright.onednn.internal.model.Shape;
import dev.stagewright.onednn.internal.plan.Program;
import dev.stagewright.onednn.internal.plan.Step;
import dev.stagewright.onednn.internal.plan.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.memory;

/**
 * Takes the tiles of a map apart: a matrix applied along both sides of every tile. Each entry of
 * the result, over all tiles, is a map of its own, and that map is a depthwise convolution of the
 * input with a stride of a tile, whose kernel is the entry's row of coefficients.
 */
final class TileTransform {

  /** The coefficients of a row that are not 0, which lie {@code dilation} apart. */
  private static final class Taps {
    private final int offset;
    private final int dilation;
    private final double[] values;

    private Taps(int offset, int dilation, double[] values) {
      this.offset = offset;
      this.dilation = dilation;
      this.values = values;
    }

    /**
     * @param most the largest offset that padding can make up for
     */
    static Taps of(double[] row, int most) {
      int first = 0;
      while (first < most && row[first] == 0) {
        first++;
      }
      int last = row.length - 1;
      while (row[last] == 0) {
        last--;
      }
      int offset = first;
      boolean everyOther =
          IntStream.rangeClosed(first, last).allMatch(i -> (i - offset) % 2 == 0 || row[i] == 0);
      int dilation = everyOther && last > first ? 2 : 1;
      double[] values =
          IntStream.rangeClosed(0, (last - first) / dilation)
              .mapToDouble(i -> row[offset + i * dilation])
              .toArray();
      return new Taps(first, dilation, values);
    }

    /** Cells that the taps need behind the map. */
    long behind(long tiles, int padding, long cells) {
      long reach = (tiles - 1) * Winograd.CELLS + (long) (values.length - 1) * dilation + 1;
      return Math.max(0, reach - (padding - offset) - cells);
    }
  }

  private final Program program;
  private final Blocks blocks;
  private final Tiling tiling;
  private final long channels;
  private final int padding;
  private final List<Entry> entries = new ArrayList<>();

  /** A chunk's size with the shape of a kernel: one primitive serves all of them. */
  private record Form(long images, Shape kernel, List<Integer> place) {}

  private final Map<Form, convolution_forward.primitive_desc> descriptions = new HashMap<>();
  private final Map<Form, convolution_forward> primitives = new HashMap<>();

  /** An entry of the result, with its coefficients for every channel. */
  private record Entry(Taps row, Taps column, Tensor weights) {
    Form form(long images) {
      return new Form(
          images,
          new Shape(1, row.values.length, column.values.length),
          List.of(row.offset, row.dilation, column.offset, column.dilation));
    }
  }

  /**
   * @param matrix a row a result
   * @param padding cells above and left of the map that the first tiles read as 0
   */
  TileTransform(
      Program program, WinogradChoice.Way way, long channels, double[][] matrix, int padding) {
    this.program = program;
    this.blocks = way.blocks();
    this.tiling = way.tiling();
    this.channels = channels;
    this.padding = padding;
    List<Taps> taps = Arrays.stream(matrix).map(row -> Taps.of(row, padding)).toList();
    for (Taps row : taps) {
      for (Taps column : taps) {
        entries.add(new Entry(row, column, weights(row, column)));
      }
    }
  }

  /**
   * Adds the transformation of some images.
   *
   * @param source the whole batch
   * @param results gets map after map, each of the chunk's images
   */
  void add(List<Step> steps, String layer, Tensor source, Tiling.Chunk chunk, Tensor results) {
    memory.desc map = blocks.map(chunk.images(), channels, tiling.map());
    memory.desc tiles = blocks.map(chunk.images(), channels, tiling.ofTiles(channels));
    long imageBytes = channels * tiling.map().height() * tiling.map().width() * Float.BYTES;
    Tensor images = program.slice(source, map, chunk.first() * imageBytes);
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      Form form = entry.form(chunk.images());
      var description = descriptions.computeIfAbsent(form, f -> describe(entry, map, tiles));
      program.add(
          steps,
          layer,
          "tiles",
          "",
          description,
          primitives.computeIfAbsent(form, f -> new convolution_forward(description)),
          Map.of(
              DNNL_ARG_SRC, images,
              DNNL_ARG_WEIGHTS, entry.weights(),
              DNNL_ARG_DST, program.slice(results, tiles, i * tiles.get_size())));
    }
  }

  private convolution_forward.primitive_desc describe(
      Entry entry, memory.desc map, memory.desc tiles) {
    Taps row = entry.row();
    Taps column = entry.column();
    return new convolution_forward.primitive_desc(
        program.cpu,
        prop_kind.forward_inference.value,
        algorithm.convolution_direct.value,
        map,
        entry.weights().desc,
        new memory.desc(),
        tiles,
        new long[] {Winograd.CELLS, Winograd.CELLS},
        new long[] {row.dilation - 1, column.dilation - 1},
        new long[] {padding - row.offset, padding - column.offset},
        new long[] {
          row.behind(tiling.rows(), padding, tiling.map().height()),
          column.behind(tiling.columns(), padding, tiling.map().width())
        },
        Program.attributes(),
        false);
  }

  /** The same coefficients for every channel. */
  private Tensor weights(Taps row, Taps column) {
    float[] square = new float[row.values.length * column.values.length];
    for (int i = 0; i < square.length; i++) {
      int width = column.values.length;
      square[i] = (float) (row.values[i / width] * column.values[i % width]);
    }
    float[] values = new float[(int) channels * square.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = square[i / blocks.size() % square.length];
    }
    return program.constant(
        blocks.depthwise(channels, row.values.length, column.values.length), values);
  }
}
