package dev.stagewright.onednn.internal.winograd;

import dev.stagewright.onednn.internal.model.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * How a batch of maps is cut into tiles of {@link Winograd#CELLS} x {@link Winograd#CELLS} cells,
 * and into chunks of images whose products stay in the caches.
 *
 * @param map the size of the convolution's input and output, whose channels do not matter
 * @param rows of tiles
 * @param columns of tiles
 */
record Tiling(Shape map, long rows, long columns) {

  /**
   * Bytes of tiles and products that a chunk may have. Measured with 32 MB of last-level cache:
   * half of it is little slower, a fifth is up to twice as slow, since each chunk reads all
   * weights.
   */
  private static final long CHUNK_BYTES = 20_000_000;

  /** A run of images of the batch. */
  record Chunk(long first, long images) {}

  static Tiling of(Shape map) {
    return new Tiling(map, tiles(map.height()), tiles(map.width()));
  }

  private static long tiles(long cells) {
    return (cells + Winograd.CELLS - 1) / Winograd.CELLS;
  }

  /** Tiles of one image. */
  long tiles() {
    return rows * columns;
  }

  /** The size of one of the maps of products, a cell a tile. */
  Shape ofTiles(long channels) {
    return new Shape(channels, rows, columns);
  }

  /**
   * The batch in chunks of 1, 2, 4, 8 ... images, which threads can share evenly.
   *
   * @param channels of input and output together
   */
  List<Chunk> chunks(long batch, long channels) {
    long image = Winograd.PRODUCTS * tiles() * channels * Float.BYTES;
    long most = Long.highestOneBit(Math.max(1, CHUNK_BYTES / image));
    List<Chunk> chunks = new ArrayList<>();
    for (long first = 0; first < batch; first += most) {
      chunks.add(new Chunk(first, Math.min(most, batch - first)));
    }
    return chunks;
  }
}
