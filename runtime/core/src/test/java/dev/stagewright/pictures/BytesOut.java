package dev.stagewright.pictures;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Collects bytes of both orders. */
final class BytesOut {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final boolean littleEndian;

  BytesOut(boolean littleEndian) {
    this.littleEndian = littleEndian;
  }

  BytesOut text(String latin1) {
    return bytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  BytesOut bytes(byte... bytes) {
    out.writeBytes(bytes);
    return this;
  }

  BytesOut u8(int... values) {
    for (int value : values) {
      out.write(value);
    }
    return this;
  }

  BytesOut u16(int... values) {
    for (int value : values) {
      int other = value >> 8;
      u8(littleEndian ? value : other, littleEndian ? other : value);
    }
    return this;
  }

  BytesOut u32(int... values) {
    for (int value : values) {
      int other = value >>> 16;
      u16(littleEndian ? value : other, littleEndian ? other : value);
    }
    return this;
  }

  /** Values of 1 to 16 bits, packed from the upper bits on; zeros up to a whole byte at the end. */
  BytesOut packed(int bits, int... values) {
    int hold = 0;
    int held = 0;
    for (int value : values) {
      hold = hold << bits | value;
      held += bits;
      for (; held >= 8; held -= 8) {
        out.write(hold >> (held - 8));
      }
    }
    if (held > 0) {
      out.write(hold << (8 - held));
    }
    return this;
  }

  /** Zeros up to a multiple of a length. */
  BytesOut padTo(int multiple) {
    while (out.size() % multiple != 0) {
      out.write(0);
    }
    return this;
  }

  int size() {
    return out.size();
  }

  byte[] toByteArray() {
    return out.toByteArray();
  }
}
