package dev.stagewright.files;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** An entry's expanded bytes, compared with the length and the CRC-32 that the index declares. */
final class CheckedEntry extends FilterInputStream {

  private final ZipEntry entry;
  private final CRC32 crc = new CRC32();
  private long length;

  CheckedEntry(InputStream in, ZipEntry entry) {
    super(in);
    this.entry = entry;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int count) throws IOException {
    int found;
    try {
      found = super.read(bytes, offset, count);
    } catch (EOFException e) {
      throw damaged("its compressed data end early", e);
    }
    if (found > 0) {
      crc.update(bytes, offset, found);
      length += found;
    }
    if (length > entry.getSize() || (found < 0 && length < entry.getSize())) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "found %s bytes; the index says %d",
              found < 0 ? length : "more",
              entry.getSize()),
          null);
    }
    if (found < 0 && crc.getValue() != entry.getCrc()) {
      throw damaged(
          String.format(
              Locale.ROOT,
              "found the CRC-32 %08x; the index says %08x",
              crc.getValue(),
              entry.getCrc()),
          null);
    }
    return found;
  }

  @Override
  public long skip(long count) throws IOException {
    byte[] buffer = new byte[(int) Math.min(count, 1 << 13)];
    int found = read(buffer, 0, buffer.length);
    return Math.max(found, 0);
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private ZipException damaged(String what, @Nullable Throwable cause) {
    ZipException damaged =
        new ZipException("the entry " + entry.getName() + " is damaged: " + what);
    if (cause != null) {
      damaged.initCause(cause);
    }
    return damaged;
  }
}
