package dev.stagewright.files.hdf5;

import dev.stagewright.files.hdf5.Header.Kind;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.CompactDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ContiguousDataLayoutMessage;
import io.jhdf.object.message.DataSpace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;

/** An array of numbers. Its shape, type and storage were checked when it was opened. */
public final class Hdf5Array implements Hdf5Node {

  private static final long UNDEFINED = -1;

  private final String path;
  private final long[] shape;
  private final int length;
  private final NumberFormat format;
  private final Values values;

  /** Where an array's numbers are. */
  interface Values {
    void read(NumberFormat format, float[] target) throws IOException;
  }

  private Hdf5Array(String path, long[] shape, int length, NumberFormat format, Values values) {
    this.path = path;
    this.shape = shape;
    this.length = length;
    this.format = format;
    this.values = values;
  }

  static Hdf5Array of(BoundedStorage storage, String path, Header header) throws IOException {
    String what = "the array " + path;
    if (header.has(Kind.EXTERNAL_FILES)) {
      throw Hdf5Exception.unread(
          what + " has its numbers in another file", "Save the file with its arrays inside");
    }
    DataSpace space =
        Hdf5File.parsed(
            what, () -> DataSpace.readDataSpace(header.only(Kind.SHAPE), storage.getSuperblock()));
    int length = length(what, space);
    NumberFormat format = format(storage, what, header);
    Values values =
        Hdf5File.parsed(
            what,
            () ->
                values(storage, what, header, space.getDimensionsAsLong(), length, format.bytes()));
    return new Hdf5Array(path, space.getDimensionsAsLong(), length, format, values);
  }

  private static NumberFormat format(BoundedStorage storage, String what, Header header)
      throws Hdf5Exception {
    String declared =
        Hdf5File.parsed(what, () -> Attributes.of(header, storage)).text(what, "dtype");
    ByteBuffer type = Hdf5File.parsed(what, () -> header.only(Kind.TYPE));
    NumberFormat format = Hdf5File.parsed(what, () -> NumberFormat.of(type, declared));
    if (format == null) {
      throw Hdf5Exception.unread(
          "%s holds %s".formatted(what, declared != null ? declared : NumberFormat.inWords(type)),
          "Save it as float32, float16, bfloat16 or float64");
    }
    return format;
  }

  private static int length(String what, DataSpace space) throws Hdf5Exception {
    long length = Hdf5File.parsed(what, space::getTotalLength);
    if (length <= 0 || length > Integer.MAX_VALUE) {
      throw Hdf5Exception.damaged(
          String.format(
              Locale.ROOT,
              "%s has %s numbers (shape %s); expected 1 to %d",
              what,
              Long.toUnsignedString(length),
              Arrays.toString(space.getDimensionsAsLong()),
              Integer.MAX_VALUE));
    }
    return (int) length;
  }

  private static Values values(
      BoundedStorage storage,
      String what,
      Header header,
      long[] shape,
      int length,
      int numberBytes) {
    DataLayoutMessage layout = layout(header.only(Kind.LAYOUT), storage);
    long bytes = (long) length * numberBytes;
    if (layout instanceof CompactDataLayoutMessage compact) {
      ByteBuffer all = compact.getDataBuffer();
      checkStored(all.remaining(), bytes);
      storage.claim(what, Float.BYTES * (long) length);
      return (format, target) -> format.read(all, 0, target, 0, target.length);
    }
    if (layout instanceof ContiguousDataLayoutMessage contiguous) {
      if (contiguous.getAddress() == UNDEFINED) {
        throw new HdfException("none of its numbers are stored");
      }
      if (contiguous.getSize() >= 0) {
        checkStored(contiguous.getSize(), bytes);
      }
      storage.checkRange(contiguous.getAddress(), bytes);
      storage.claim(what, Float.BYTES * (long) length);
      return (format, target) -> readBlocks(storage, contiguous.getAddress(), format, target);
    }
    ChunkGrid grid = ChunkGrid.of(layout, shape, numberBytes);
    storage.claim(what, Math.max(Float.BYTES * (long) length, grid.decodedBytes()));
    return ChunkedValues.of(storage, what, header, layout, grid);
  }

  private static DataLayoutMessage layout(ByteBuffer message, BoundedStorage storage) {
    // Version 5 (HDF5 2.0) differs from 4 in the width of sizes in chunk indices only, and these
    // indices tell it themselves; jHDF does not know its number.
    if (message.get(0) == 5) {
      message.put(0, (byte) 4);
    }
    return DataLayoutMessage.createDataLayoutMessage(
        message, storage.getSuperblock(), Header.noFlags());
  }

  private static void checkStored(long found, long expected) {
    if (found < expected) {
      throw new HdfException(
          String.format(Locale.ROOT, "%d bytes are stored; its shape needs %d", found, expected));
    }
  }

  private static void readBlocks(
      BoundedStorage storage, long address, NumberFormat format, float[] target) {
    int block = 1 << 16;
    for (int first = 0; first < target.length; first += block) {
      int count = Math.min(block, target.length - first);
      ByteBuffer bytes =
          storage.read(address + (long) first * format.bytes(), count * format.bytes());
      format.read(bytes, 0, target, first, count);
    }
  }

  @Override
  public String path() {
    return path;
  }

  /**
   * Its shape.
   *
   * @return the sides, none for a single number
   */
  public long[] shape() {
    return shape.clone();
  }

  /** Whether it holds floating-point numbers rather than integers. */
  public boolean isFloatingPoint() {
    return format.isFloatingPoint();
  }

  /**
   * What its numbers are.
   *
   * @return for example {@code float32} or {@code int8}
   */
  public String type() {
    return format.kind().name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the numbers; float16, bfloat16 and float64 are converted.
   *
   * @return the numbers in C order
   * @throws IOException if they are damaged or cannot be read
   */
  public float[] read() throws IOException {
    float[] numbers = new float[length];
    try {
      values.read(format, numbers);
    } catch (RuntimeException e) {
      throw Hdf5Exception.of("the array " + path, e);
    }
    return numbers;
  }
}
