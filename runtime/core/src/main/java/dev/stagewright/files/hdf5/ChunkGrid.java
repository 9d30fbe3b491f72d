package dev.stagewright.files.hdf5;

import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * How an array is cut into chunks of one shape; those at its ends reach beyond it.
 *
 * @param shape the array's sides
 * @param chunk a chunk's sides
 * @param numberBytes the bytes of a number
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record ChunkGrid(long[] shape, int[] chunk, int numberBytes) {

  static ChunkGrid of(DataLayoutMessage layout, long[] shape, int numberBytes) {
    int[] sides =
        layout instanceof ChunkedDataLayoutMessage old
            ? append(old.getChunkDimensions(), old.getSize())
            : ((ChunkedDataLayoutMessageV4) layout).getChunkDimensions();
    boolean fits =
        sides.length == shape.length + 1
            && sides[shape.length] == numberBytes
            && Arrays.stream(sides).allMatch(side -> side > 0);
    if (!fits) {
      throw new HdfException(
          String.format(
              Locale.ROOT,
              "its chunks are %s (with the bytes of a number), its shape is %s and a number has %d bytes",
              Arrays.toString(sides),
              Arrays.toString(shape),
              numberBytes));
    }
    ChunkGrid grid = new ChunkGrid(shape, Arrays.copyOf(sides, shape.length), numberBytes);
    if (grid.chunks() > BoundedStorage.ENTRIES) {
      throw new UncheckedIOException(
          Hdf5Exception.unread(
              String.format(Locale.ROOT, "an array has %d chunks", grid.chunks()),
              String.format(
                  Locale.ROOT,
                  "At most %d are. Store the arrays in one piece with: h5repack -l CONTI OLD NEW",
                  BoundedStorage.ENTRIES)));
    }
    return grid;
  }

  private static int[] append(int[] sides, int last) {
    int[] all = Arrays.copyOf(sides, sides.length + 1);
    all[sides.length] = last;
    return all;
  }

  /** How many chunks there are along an axis. */
  private long chunks(int axis) {
    return Math.floorDiv(shape[axis] - 1, chunk[axis]) + 1;
  }

  long chunks() {
    long count = 1;
    for (int axis = 0; axis < chunk.length; axis++) {
      count = Math.multiplyExact(count, chunks(axis));
    }
    return count;
  }

  /** The bytes of one chunk, decoded. */
  long chunkBytes() {
    long bytes = numberBytes;
    for (int side : chunk) {
      bytes = Math.multiplyExact(bytes, side);
    }
    return bytes;
  }

  /** The bytes of all chunks, decoded. */
  long decodedBytes() {
    return Math.multiplyExact(chunks(), chunkBytes());
  }

  /** The turn of the chunk at an offset, in C order. */
  int turn(long[] offset) {
    long turn = 0;
    for (int axis = 0; axis < chunk.length; axis++) {
      if (offset[axis] < 0 || offset[axis] >= shape[axis] || offset[axis] % chunk[axis] != 0) {
        throw new HdfException("it has a chunk at " + Arrays.toString(offset));
      }
      turn = turn * chunks(axis) + offset[axis] / chunk[axis];
    }
    return (int) turn;
  }

  /** Takes a row of numbers that is in one piece in a chunk and in the array. */
  interface Row {
    void copy(int inChunk, int inArray, int count);
  }

  /** Calls back for every row of a chunk that is inside of the array. */
  void rows(long[] offset, Row row) {
    rows(0, 0, 0, offset, row);
  }

  private void rows(int axis, int inChunk, long inArray, long[] offset, Row row) {
    int count = (int) Math.min(chunk[axis], shape[axis] - offset[axis]);
    if (axis == chunk.length - 1) {
      row.copy(inChunk * chunk[axis], (int) (inArray * shape[axis] + offset[axis]), count);
      return;
    }
    for (int i = 0; i < count; i++) {
      rows(
          axis + 1,
          inChunk * chunk[axis] + i,
          inArray * shape[axis] + offset[axis] + i,
          offset,
          row);
    }
  }
}
