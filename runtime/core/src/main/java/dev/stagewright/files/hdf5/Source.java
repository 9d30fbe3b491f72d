package dev.stagewright.files.hdf5;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Where a file's bytes are. */
interface Source extends Closeable {

  long size() throws IOException;

  /** Fills a buffer from a position on. */
  void read(long position, ByteBuffer target) throws IOException;

  /** Bytes on disk. */
  record OnDisk(FileChannel channel) implements Source {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
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
