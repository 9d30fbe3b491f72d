package dev.stagewright.onednn;

import dev.stagewright.engine.EngineSettings;
import java.nio.IntBuffer;
import org.bytedeco.javacpp.IntPointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A hash of an array's bits: one pass over the memory, on all processors. */
final class Fingerprint {

  private static final int CHUNK = 4096;

  /** As many sums as fill vector registers. */
  private static final int LANES = 64;

  private Fingerprint() {}

  /** The hash of a float32 array that lies in one piece. */
  static long of(INDArray array, EngineSettings settings) {
    IntBuffer bits =
        new IntPointer(array.data().pointer())
            .position(array.offset())
            .capacity(array.offset() + array.length())
            .asBuffer();
    int chunks = (bits.remaining() + CHUNK - 1) / CHUNK;
    return settings
        .range(chunks)
        .mapToLong(chunk -> of(bits, chunk * CHUNK) * (2L * chunk + 1))
        .sum();
  }

  private static long of(IntBuffer bits, int start) {
    int length = Math.min(CHUNK, bits.remaining() - start);
    int[] values = new int[CHUNK];
    bits.get(bits.position() + start, values, 0, length);
    int[] sums = new int[LANES];
    for (int row = 0; row < CHUNK; row += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        sums[lane] = sums[lane] * 31 + values[row + lane];
      }
    }
    long hash = 0;
    for (int sum : sums) {
      hash = hash * 1_000_003 + sum;
    }
    return hash;
  }
}
