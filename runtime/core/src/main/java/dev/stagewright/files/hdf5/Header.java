package dev.stagewright.files.hdf5;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jhdf.checksum.ChecksumUtils;
import io.jhdf.exceptions.HdfException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * An object's header: a list of messages, whose contents are parsed when they are asked for. So
 * what this reader does not need, such as attributes of newer types, need not be understood. (File
 * format specification, IV.A, "Data Object Headers".)
 */
final class Header {

  private static final int LONGEST = 1 << 20;

  private final BoundedStorage storage;
  private final List<Message> messages = new ArrayList<>();

  /** What the messages are about; the numbers are the format's. */
  enum Kind {
    SHAPE(1),
    LINK_INFO(2),
    TYPE(3),
    LINK(6),
    EXTERNAL_FILES(7),
    LAYOUT(8),
    FILTERS(11),
    ATTRIBUTE(12),
    CONTINUATION(16),
    LINK_TABLE(17),
    ATTRIBUTE_INFO(21);

    private final int number;

    Kind(int number) {
      this.number = number;
    }
  }

  private record Message(int number, int flags, ByteBuffer data) {

    /** Whether the content is in another object's header. */
    boolean isShared() {
      return (flags & 2) != 0;
    }
  }

  private Header(BoundedStorage storage) {
    this.storage = storage;
  }

  /** Reads the header at an address, and checks its checksums if it has any. */
  static Header read(BoundedStorage storage, long address) {
    Header header = new Header(storage);
    if (storage.readBufferFromAddress(address, 1).get() == 1) {
      header.readOld(address);
    } else {
      header.readRecent(address);
    }
    return header;
  }

  private void readOld(long address) {
    ByteBuffer prefix = storage.readBufferFromAddress(address, 16);
    int count = prefix.getShort(2) & 0xffff;
    List<ByteBuffer> blocks = new ArrayList<>();
    blocks.add(block(address + 16, Integer.toUnsignedLong(prefix.getInt(8))));
    for (int i = 0; i < blocks.size(); i++) {
      ByteBuffer block = blocks.get(i);
      while (block.remaining() >= 8 && messages.size() < count) {
        int number = block.getShort() & 0xffff;
        int length = block.getShort() & 0xffff;
        int flags = block.getInt() & 0xff;
        add(number, flags, block, length);
        if (number == Kind.CONTINUATION.number) {
          blocks.add(continued());
        }
      }
    }
  }

  private void readRecent(long address) {
    ByteBuffer prefix = storage.readBufferFromAddress(address, 6);
    if (!ISO_8859_1.decode(prefix.slice(0, 4)).toString().equals("OHDR") || prefix.get(4) != 2) {
      throw new HdfException("there is no object header of version 1 or 2 at byte " + address);
    }
    int flags = prefix.get(5);
    int start = 6 + ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
    int width = 1 << (flags & 3);
    byte[] size = storage.readBufferFromAddress(address + start, width).array();
    long length = 0;
    for (int i = width - 1; i >= 0; i--) {
      length = length << 8 | (size[i] & 0xff);
    }
    ByteBuffer first = block(address, Math.addExact(start + width + 4L, length));
    first.position(start + width);
    List<ByteBuffer> blocks = new ArrayList<>(List.of(checked(first)));
    for (int i = 0; i < blocks.size(); i++) {
      ByteBuffer block = blocks.get(i);
      int prefixLength = (flags & 4) != 0 ? 6 : 4; // with the order of creation
      while (block.remaining() >= prefixLength) {
        int number = block.get() & 0xff;
        int messageLength = block.getShort() & 0xffff;
        int messageFlags = block.get() & 0xff;
        block.position(block.position() + prefixLength - 4);
        add(number, messageFlags, block, messageLength);
        if (number == Kind.CONTINUATION.number) {
          ByteBuffer next = continued();
          next.position(4); // its signature
          blocks.add(checked(next));
        }
      }
    }
  }

  private ByteBuffer block(long address, long length) {
    if (length > LONGEST) {
      throw new HdfException(
          String.format(
              Locale.ROOT,
              "its header has a block of %s bytes; expected at most %d",
              Long.toUnsignedString(length),
              LONGEST));
    }
    return storage.readBufferFromAddress(address, (int) length);
  }

  /** The block that the last message names. */
  private ByteBuffer continued() {
    ByteBuffer data = data(messages.get(messages.size() - 1));
    return block(data.getLong(0), data.getLong(8));
  }

  /** Compares the checksum at the end of a block, and leaves it out. */
  private static ByteBuffer checked(ByteBuffer block) {
    ChecksumUtils.validateChecksum(block.duplicate().rewind().order(ByteOrder.LITTLE_ENDIAN));
    return block.limit(block.limit() - 4);
  }

  private void add(int number, int flags, ByteBuffer block, int length) {
    if (length > block.remaining()) {
      throw new HdfException(
          String.format(
              Locale.ROOT,
              "a message of its header has %d bytes; %d are left",
              length,
              block.remaining()));
    }
    messages.add(new Message(number, flags, block.slice(block.position(), length)));
    block.position(block.position() + length);
  }

  boolean has(Kind kind) {
    return messages.stream().anyMatch(message -> message.number() == kind.number);
  }

  /** The contents of all messages of a kind. */
  List<ByteBuffer> all(Kind kind) {
    return messages.stream()
        .filter(message -> message.number() == kind.number)
        .map(Header::data)
        .toList();
  }

  /** The content of the only message of a kind. */
  ByteBuffer only(Kind kind) {
    List<ByteBuffer> all = all(kind);
    if (all.size() != 1) {
      throw new HdfException(
          String.format(
              Locale.ROOT,
              "its header has %d messages of the kind %s; expected 1",
              all.size(),
              kind));
    }
    return all.get(0);
  }

  private static ByteBuffer data(Message message) {
    if (message.isShared()) {
      throw new UncheckedIOException(
          Hdf5Exception.unread(
              "an object uses a committed type or another shared message",
              "Save the file again with plain types"));
    }
    return message.data().duplicate().rewind().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The flags that jHDF's messages want to have; what is read here does not depend on them. */
  static BitSet noFlags() {
    return new BitSet();
  }
}
