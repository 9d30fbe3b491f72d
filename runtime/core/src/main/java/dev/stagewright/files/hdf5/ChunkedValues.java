package dev.stagewright.files.hdf5;

import dev.stagewright.files.hdf5.Header.Kind;
import io.jhdf.btree.BTreeV1;
import io.jhdf.dataset.chunked.Chunk;
import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.dataset.chunked.indexing.BTreeIndex;
import io.jhdf.dataset.chunked.indexing.ExtensibleArrayIndex;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndex;
import io.jhdf.dataset.chunked.indexing.ImplicitChunkIndex;
import io.jhdf.dataset.chunked.indexing.SingleChunkIndex;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/**
 * An array in chunks, each perhaps compressed. Every chunk is there once, and has as many bytes as
 * its shape needs.
 */
record ChunkedValues(
    BoundedStorage storage, ChunkGrid grid, List<Chunk> chunks, List<FilterInfo> filters)
    implements Hdf5Array.Values {

  /** A chunk has at most as many bytes as the file and these. */
  private static final long LARGEST_CHUNK = 8 << 20;

  private static final long UNDEFINED = -1;

  static ChunkedValues of(
      BoundedStorage storage,
      String what,
      Header header,
      DataLayoutMessage layout,
      ChunkGrid grid) {
    if (grid.chunkBytes() > LARGEST_CHUNK + storage.size()) {
      throw new HdfException(
          String.format(
              Locale.ROOT,
              "its chunks have %d bytes each; the file has %d",
              grid.chunkBytes(),
              storage.size()));
    }
    List<FilterInfo> filters =
        header.all(Kind.FILTERS).stream()
            .map(message -> new FilterPipelineMessage(message, Header.noFlags()))
            .flatMap(message -> message.getFilters().stream())
            .toList();
    filters.forEach(filter -> Filters.checkKnown(what, filter));
    List<Chunk> chunks = List.copyOf(index(storage, layout, grid));
    BitSet found = new BitSet();
    for (Chunk chunk : chunks) {
      int turn = grid.turn(chunk.getChunkOffset());
      if (found.get(turn)) {
        throw new HdfException("it has two chunks at " + Arrays.toString(chunk.getChunkOffset()));
      }
      found.set(turn);
      storage.checkRange(chunk.getAddress(), chunk.getSize());
    }
    if (chunks.size() != grid.chunks()) {
      throw new HdfException(
          String.format(
              Locale.ROOT, "%d of its %d chunks are stored", chunks.size(), grid.chunks()));
    }
    return new ChunkedValues(storage, grid, chunks, filters);
  }

  private static Collection<Chunk> index(
      BoundedStorage storage, DataLayoutMessage layout, ChunkGrid grid) {
    if (layout instanceof ChunkedDataLayoutMessage old) {
      return old.getBTreeAddress() == UNDEFINED
          ? List.of()
          : BTreeV1.createDataBTree(storage, old.getBTreeAddress(), grid.shape().length)
              .getChunks();
    }
    ChunkedDataLayoutMessageV4 recent = (ChunkedDataLayoutMessageV4) layout;
    long address = recent.getAddress();
    if (address == UNDEFINED) {
      return List.of();
    }
    DatasetInfo info =
        new DatasetInfo(Math.toIntExact(grid.chunkBytes()), grid.shape(), grid.chunk());
    return switch (recent.getIndexingType()) {
      case ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX ->
          new SingleChunkIndex(recent, info).getAllChunks();
      case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX ->
          new ImplicitChunkIndex(address, info).getAllChunks();
      case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX ->
          new FixedArrayIndex(storage, address, info).getAllChunks();
      case ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX ->
          new ExtensibleArrayIndex(storage, address, info).getAllChunks();
      default -> new BTreeIndex(storage, address, info).getAllChunks();
    };
  }

  @Override
  public void read(NumberFormat format, float[] target) throws IOException {
    for (Chunk chunk : chunks) {
      ByteBuffer bytes = ByteBuffer.wrap(decoded(chunk));
      grid.rows(
          chunk.getChunkOffset(),
          (inChunk, inArray, count) ->
              format.read(bytes, inChunk * format.bytes(), target, inArray, count));
    }
  }

  private byte[] decoded(Chunk chunk) {
    byte[] bytes = storage.read(chunk.getAddress(), chunk.getSize()).array();
    int expected = (int) grid.chunkBytes();
    for (int i = filters.size() - 1; i >= 0; i--) {
      // The mask names filters that were not applied, such as a compression that would have grown.
      if (!chunk.getFilterMask().get(i)) {
        bytes = Filters.decode(filters.get(i), bytes, expected);
      }
    }
    if (bytes.length != expected) {
      throw new HdfException(
          String.format(
              Locale.ROOT,
              "its chunk at %s has %d bytes; its shape needs %d",
              Arrays.toString(chunk.getChunkOffset()),
              bytes.length,
              expected));
    }
    return bytes;
  }
}
