package dev.stagewright.files.hdf5;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jhdf.GlobalHeap;
import io.jhdf.Superblock;
import io.jhdf.exceptions.HdfException;
import io.jhdf.exceptions.UnsupportedHdfException;
import io.jhdf.storage.HdfBackingStorage;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * What jHDF reads from, within bounds: nothing outside of the file, no more than a budget of
 * metadata, and no count that the file could not hold. jHDF itself allocates what a file claims,
 * and follows trees whose nodes lead back to themselves.
 */
final class BoundedStorage implements HdfBackingStorage, Closeable {

  /** For the metadata of a file without arrays; a network of 1,000 layers has 5 MB. */
  private static final long METADATA = 8 << 20;

  /** For the arrays of a file without any; above it a file may expand to four times its size. */
  private static final long VALUES = 24 << 20;

  /** The most entries of an index, such as an array's chunks or a group's links. */
  static final int ENTRIES = 1 << 16;

  private static final String LARGE_HEAP = "a heap of more than 256 kB of names or attributes";

  /** What one read costs at least, so that many small ones end, too. */
  private static final int COST_OF_A_READ = 64;

  private final Source source;
  private final Superblock superblock;
  private final long size;
  private final Map<Long, GlobalHeap> heaps = new HashMap<>();
  private long metadata;
  private long values;

  BoundedStorage(Source source, Superblock superblock) throws IOException {
    this.source = source;
    this.superblock = superblock;
    this.size = source.size();
    this.metadata = METADATA + size / 2;
    this.values = VALUES + 4 * size;
  }

  /** A collection of texts; read once, since many attributes share one. */
  GlobalHeap heap(long address) {
    GlobalHeap known = heaps.get(address);
    if (known != null) {
      return known;
    }
    long before = metadata;
    GlobalHeap heap = new GlobalHeap(this, address);
    charge(3 * (before - metadata)); // its objects take more memory than its bytes
    heaps.put(address, heap);
    return heap;
  }

  /** Metadata of the file, which counts against the budget. */
  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    charge(Math.max(length, COST_OF_A_READ));
    ByteBuffer bytes = read(address, length);
    checkCounts(bytes);
    return bytes;
  }

  /** Counts memory or time that metadata take beside their bytes. */
  void charge(long bytes) {
    metadata -= bytes;
    if (metadata < 0) {
      throw new HdfException(
          String.format(
              Locale.ROOT,
              "the structure of the file has more parts than its %d bytes can hold, as if some lead back to themselves",
              size));
    }
  }

  /** Takes room for the values of an array before they are read. */
  void claim(String what, long bytes) {
    values -= bytes;
    if (values < 0) {
      throw new UncheckedIOException(
          Hdf5Exception.unread(
              String.format(
                  Locale.ROOT,
                  "with %s its arrays have more than %d bytes (four times the file, and %d)",
                  what,
                  VALUES + 4 * size,
                  VALUES),
              "If the file can be trusted, store its arrays uncompressed: h5repack -f NONE OLD NEW"));
    }
  }

  /** Bytes of the file, in little-endian order. */
  ByteBuffer read(long address, int length) {
    checkRange(address, length);
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    try {
      source.read(address, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.flip();
  }

  void checkRange(long address, long length) {
    if (address < 0 || length < 0 || address > size - length) {
      throw new HdfException(
          String.format(
              Locale.ROOT,
              "%s bytes at %s are declared; the file has %d",
              Long.toUnsignedString(length),
              Long.toUnsignedString(address),
              size));
    }
  }

  /**
   * jHDF makes lists as long as these structures claim. (File format specification: version 2
   * B-trees, III.A.2; fractal heap, III.G; fixed and extensible arrays, VII.C and VII.D.)
   */
  private static void checkCounts(ByteBuffer bytes) {
    if (bytes.limit() < 20) {
      return;
    }
    switch (ISO_8859_1.decode(bytes.slice(0, 4)).toString()) {
      case "BTHD" -> {
        checkCount("levels of a tree", bytes.getShort(12) & 0xffff, 16);
        checkCount("records", bytes.getLong(26), ENTRIES);
      }
      case "FAHD" -> checkCount("chunks", bytes.getLong(8), ENTRIES);
      case "EAHD" -> {
        checkCount("secondary blocks", bytes.getLong(12), ENTRIES);
        checkCount("chunks", bytes.getLong(44), ENTRIES);
      }
      case "FRHP" -> {
        long width = bytes.getShort(110) & 0xffff;
        checkCount("blocks of a heap", width * (bytes.getShort(140) & 0xffff), ENTRIES);
        // Beyond these, a heap has blocks of blocks.
        if (bytes.getLong(46) > width * bytes.getLong(120)) {
          throw new UnsupportedHdfException(LARGE_HEAP);
        }
      }
      default -> {} // has no count, or one of 16 bits
    }
  }

  private static void checkCount(String what, long found, long most) {
    if (found < 0 || found > most) {
      throw new HdfException(
          String.format(
              Locale.ROOT,
              "%s %s are declared; expected at most %d",
              Long.toUnsignedString(found),
              what,
              most));
    }
  }

  /**
   * A heap's bytes. jHDF takes the last block of each size for one of the next size, which may
   * reach beyond the file; what is in the block is not there.
   */
  @Override
  public ByteBuffer map(long address, long length) {
    if (length == -1) {
      throw new UnsupportedHdfException(LARGE_HEAP);
    }
    checkRange(address, 0);
    long there = Math.min(length, size - address);
    return readBufferFromAddress(address, Math.toIntExact(there));
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    return map(address, length);
  }

  @Override
  public long getUserBlockSize() {
    return 0;
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    throw new UnsupportedOperationException("reads go through this class");
  }

  @Override
  public int getSizeOfOffsets() {
    return superblock.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return superblock.getSizeOfLengths();
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public boolean inMemory() {
    return source instanceof Source.InMemory;
  }

  @Override
  public void close() {
    try {
      source.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
