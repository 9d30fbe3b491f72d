package dev.stagewright.data;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * Expands gzipped bytes, of one or several members. Each one's CRC-32 and length are compared once
 * it has been read to its end. Unlike its parent, it can tell whether other bytes follow.
 */
final class GzipBytes extends GZIPInputStream {

  /** Bytes of CRC-32 and length at a member's end. */
  private static final int TRAILER = 8;

  /** No deflated byte holds more. */
  private static final long MOST_PER_BYTE = 1032;

  private final long size;

  private GzipBytes(byte[] bytes) throws IOException {
    // With a buffer for everything the inflater knows what is left.
    super(new ByteArrayInputStream(bytes), bytes.length);
    this.size = bytes.length;
  }

  static GzipBytes of(byte[] bytes) throws IOException {
    return new GzipBytes(bytes);
  }

  /** The most bytes that can come out. */
  long most() {
    return size * MOST_PER_BYTE;
  }

  /** Throws if there are bytes behind the last member, all of which must have been read. */
  void requireEnd() throws ZipException {
    int behind = inf.getRemaining() - TRAILER;
    if (behind > 0) {
      throw new ZipException(
          String.format(Locale.ROOT, "found %d more bytes after their end", behind));
    }
  }
}
