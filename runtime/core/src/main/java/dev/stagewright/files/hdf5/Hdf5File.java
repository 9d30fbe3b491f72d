package dev.stagewright.files.hdf5;

import dev.stagewright.files.hdf5.Header.Kind;
import io.jhdf.Superblock;
import io.jhdf.Superblock.SuperblockV0V1;
import io.jhdf.Superblock.SuperblockV2V3;
import io.jhdf.SymbolTableEntry;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An HDF5 file of groups and arrays that form a tree. Reading it takes memory in proportion to the
 * file, whatever the file claims.
 */
public final class Hdf5File implements Closeable {

  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  /** The longest superblock, of version 1, has 100 bytes. */
  private static final int SUPERBLOCK = 128;

  private static final int LEVELS = 64;
  private static final int OBJECTS = 30_000;

  private final BoundedStorage storage;

  /** Where each group was found, by its address. */
  private final Map<Long, String> groups = new HashMap<>();

  private final Hdf5Group root;
  private int objects;

  private Hdf5File(Source source) throws IOException {
    ByteBuffer head = ByteBuffer.allocate((int) Math.min(SUPERBLOCK, source.size()));
    source.read(0, head);
    Superblock superblock = superblock(head.flip().order(ByteOrder.LITTLE_ENDIAN), source.size());
    storage = new BoundedStorage(source, superblock);
    root = (Hdf5Group) node("", parsed("the root", () -> rootAddress(superblock)), 0);
  }

  /**
   * Whether bytes are the start of an HDF5 file.
   *
   * @param head at least the first 8 bytes
   */
  public static boolean matches(byte[] head) {
    return head.length >= 8 && Arrays.equals(head, 0, 8, SIGNATURE, 0, 8);
  }

  /**
   * Opens a file.
   *
   * @param path the file
   * @return the open file
   * @throws Hdf5Exception if it is damaged or of a kind that is not read
   * @throws IOException if it cannot be read
   */
  public static Hdf5File open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path);
    try {
      return new Hdf5File(new Source.OnDisk(path, channel));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Opens a file in memory.
   *
   * @param bytes the whole file
   * @return the file
   * @throws IOException if it is damaged or of a kind that is not read
   */
  public static Hdf5File of(byte[] bytes) throws IOException {
    return new Hdf5File(new Source.InMemory(ByteBuffer.wrap(bytes)));
  }

  /** The group that holds all others. */
  public Hdf5Group root() {
    return root;
  }

  @Override
  public void close() {
    storage.close();
  }

  private static Superblock superblock(ByteBuffer head, long size) throws IOException {
    if (head.limit() < SIGNATURE.length + 1) {
      throw Hdf5Exception.truncated(size, SIGNATURE.length + 1);
    }
    Superblock superblock;
    try {
      superblock = Superblock.readSuperblock(head);
    } catch (RuntimeException e) {
      if (size < SUPERBLOCK && head.get(SIGNATURE.length) <= 3) {
        throw Hdf5Exception.truncated(size, SUPERBLOCK);
      }
      throw Hdf5Exception.of("its header", e);
    }
    if (superblock.getSizeOfOffsets() != 8 || superblock.getSizeOfLengths() != 8) {
      throw Hdf5Exception.unread(
          String.format(
              Locale.ROOT,
              "it has offsets of %d and lengths of %d bytes instead of 8",
              superblock.getSizeOfOffsets(),
              superblock.getSizeOfLengths()),
          "Save it again with the defaults of h5py");
    }
    if (superblock.getBaseAddressByte() != 0) {
      throw Hdf5Exception.damaged(
          "its header says that it starts at byte " + superblock.getBaseAddressByte());
    }
    if (Long.compareUnsigned(size, superblock.getEndOfFileAddress()) < 0) {
      throw Hdf5Exception.truncated(size, superblock.getEndOfFileAddress());
    }
    return superblock;
  }

  private long rootAddress(Superblock superblock) {
    return superblock instanceof SuperblockV0V1 old
        ? new SymbolTableEntry(storage, old.getRootGroupSymbolTableAddress())
            .getObjectHeaderAddress()
        : ((SuperblockV2V3) superblock).getRootGroupObjectHeaderAddress();
  }

  /** Opens the object at an address, which a link names by a path. */
  Hdf5Node node(String path, long address, int level) throws IOException {
    if (level > LEVELS) {
      throw Hdf5Exception.damaged(
          String.format(Locale.ROOT, "the group %s is more than %d levels deep", path, LEVELS));
    }
    if (++objects > OBJECTS) {
      throw Hdf5Exception.damaged(
          String.format(Locale.ROOT, "it has more than %d groups and arrays", OBJECTS));
    }
    String what = path.isEmpty() ? "the root group" : path;
    Header header = parsed(what, () -> Header.read(storage, address));
    if (header.has(Kind.SHAPE)) {
      return Hdf5Array.of(storage, path, header);
    }
    if (header.has(Kind.TYPE)) {
      throw Hdf5Exception.unread(
          what + " is a type without values", "Expected groups and arrays only");
    }
    String other = groups.putIfAbsent(address, what);
    if (other != null) {
      throw Hdf5Exception.damaged(
          "%s leads back to %s; expected groups that form a tree".formatted(what, other));
    }
    return new Hdf5Group(this, path, header, level);
  }

  BoundedStorage storage() {
    return storage;
  }

  /** Runs jHDF's parsing, which throws whatever it runs into, a stack overflow among it. */
  static <T> T parsed(String what, Supplier<T> parsing) throws Hdf5Exception {
    try {
      return parsing.get();
    } catch (RuntimeException | StackOverflowError e) {
      throw Hdf5Exception.of(what, e);
    }
  }
}
