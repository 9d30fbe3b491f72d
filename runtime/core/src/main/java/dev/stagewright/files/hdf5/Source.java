package dev.stagewright.files.hdf5;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** Where a file's bytes are. */
interface Source extends Closeable {

  long size() throws IOException;

  /** Fills a buffer from a position on. */
  void read(long position, ByteBuffer target) throws IOException;

  /**
   * Bytes on disk.
   *
   * @param path the file, which is opened for a single read once the channel is closed: its arrays
   *     can be read at any time
   * @param channel the open file
   */
  record OnDisk(Path path, FileChannel channel) implements Source {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
      if (channel.isOpen()) {
        read(channel, position, target);
      } else {
        try (FileChannel reopened = FileChannel.open(path)) {
          read(reopened, position, target);
        }
      }
    }

    private static void read(FileChannel channel, long position, ByteBuffer target)
        throws IOException {
      long next = position;
      while (target.hasRemaining()) {
        int count = channel.read(target, next);
        if (count < 0) {
          throw new EOFException("the file got shorter while it was read");
        }
        next += count;
      }
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  /** Bytes in memory, such as an entry of an archive. */
  record InMemory(ByteBuffer bytes) implements Source {
    @Override
    public long size() {
      return bytes.limit();
    }

    @Override
    public void read(long position, ByteBuffer target) {
      target.put(bytes.slice((int) position, target.remaining()));
    }

    @Override
    public void close() {}
  }
}
