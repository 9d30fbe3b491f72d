package dev.stagewright.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The first bytes of an HDF5 file: enough to tell another kind of file and a truncated one. (HDF5
 * file format specification, section II.A, "Disk Format: Level 0A - Format Signature and
 * Superblock".)
 */
final class Hdf5Header {

  /** As many bytes of a file as {@link #checkLength} wants to see. */
  static final int LENGTH = 64;

  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};

  private Hdf5Header() {}

  static boolean matches(byte[] head) {
    return Arrays.equals(head, 0, Math.min(8, head.length), SIGNATURE, 0, 8);
  }

  /**
   * Checks that a file is as long as its header says.
   *
   * @throws WeightsException if it is shorter
   */
  static void checkLength(String name, byte[] head, long length) {
    long expected = head.length < LENGTH ? LENGTH : endOfFile(head);
    if (length < expected) {
      throw new WeightsException(
          "%s is truncated: it has %d bytes, its header says at least %d. Copy or download it again"
              .formatted(name, length, expected));
    }
  }

  /** The end-of-file address of the superblock, or 0 for a version that is not known here. */
  private static long endOfFile(byte[] head) {
    int version = head[8];
    int sizeOfOffsets = version < 2 ? head[13] : head[9];
    if (sizeOfOffsets != 8) {
      return 0;
    }
    ByteBuffer bytes = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    return switch (version) {
      case 0 -> bytes.getLong(40);
      case 1 -> bytes.getLong(44);
      case 2, 3 -> bytes.getLong(28);
      default -> 0;
    };
  }
}
