package dev.stagewright.pictures;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a picture at any place: an array's, or a file's, of which only the pages around
 * those places are read. Reading behind the end throws {@link EndException}.
 */
final class Bytes implements Closeable {

  /** Holds the header of most pictures; little enough that many files can be looked at quickly. */
  private static final int PAGE = 1 << 12;

  /** For the pages behind the first one, if they are read one after the other. */
  private static final int NEXT_PAGE = 1 << 16;

  /** There are not as many bytes as the ones before say. */
  static final class EndException extends RuntimeException {
    EndException() {
      super("", null, false, false); // caught by the caller, which knows the format
    }
  }

  private final @Nullable FileChannel file;
  private final long size;

  /** Bytes from {@link #start} on. */
  private ByteBuffer page;

  private long start;

  private Bytes(@Nullable FileChannel file, long size, ByteBuffer page) {
    this.file = file;
    this.size = size;
    this.page = page;
  }

  static Bytes of(byte[] array) {
    return new Bytes(null, array.length, ByteBuffer.wrap(array));
  }

  static Bytes open(Path path) throws IOException {
    FileChannel file = FileChannel.open(path);
    try {
      return new Bytes(file, file.size(), ByteBuffer.allocate(PAGE).limit(0));
    } catch (IOException e) {
      file.close();
      throw e;
    }
  }

  long size() {
    return size;
  }

  /** The byte at a place, from 0 to 255. */
  int u8(long at) {
    if (at < start || at >= start + page.limit()) {
      turnTo(at);
    }
    return page.get((int) (at - start)) & 0xff;
  }

  private void turnTo(long at) {
    if (file == null || at < 0 || at >= size) {
      throw new EndException();
    }
    if (at == start + page.limit() && page.limit() == PAGE) {
      page = ByteBuffer.allocate(NEXT_PAGE);
    }
    try {
      page.clear();
      start = at;
      while (page.hasRemaining() && file.read(page, start + page.position()) > 0) {}
      page.flip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    if (!page.hasRemaining()) {
      throw new EndException(); // the file has become shorter
    }
  }

  int u16(long at, boolean littleEndian) {
    int first = u8(at);
    int second = u8(at + 1);
    return littleEndian ? second << 8 | first : first << 8 | second;
  }

  long u32(long at, boolean littleEndian) {
    long first = u16(at, littleEndian);
    long second = u16(at + 2, littleEndian);
    return littleEndian ? second << 16 | first : first << 16 | second;
  }

  /** The first place from one on where there is a certain byte, from 0 to 255. */
  long find(long at, int value) {
    while (u8(at) != value) {
      byte[] bytes = page.array();
      int i = (int) (at - start);
      while (i < page.limit() && bytes[i] != (byte) value) {
        i++;
      }
      at = start + i;
    }
    return at;
  }

  /** Throws unless there are bytes up to a place. */
  void requireUpTo(long end) {
    if (end > size) {
      throw new EndException();
    }
  }

  /** Whether there are certain bytes at a place; false behind the end. */
  boolean hasAt(long at, String latin1) {
    if (at < 0 || at + latin1.length() > size) {
      return false;
    }
    for (int i = 0; i < latin1.length(); i++) {
      if (u8(at + i) != latin1.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
