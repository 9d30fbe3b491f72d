package dev.stagewright.training;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One slice of all replicas' gradients, added up in the order of the replicas. */
final class SliceSum {

  /** Values that fit the first-level cache. */
  private static final int CHUNK = 1 << 12;

  private final int own;
  private final float[] sum;
  private final float[] @Nullable [] received;
  private final boolean[] has;

  /**
   * Makes an empty sum.
   *
   * @param own the replica whose gradients are at hand
   */
  SliceSum(Slice slice, int replicas, int own) {
    this.own = own;
    this.sum = new float[slice.length()];
    this.received = new float[replicas][];
    this.has = new boolean[replicas];
  }

  /** Forgets what was received. */
  void clear() {
    Arrays.fill(has, false);
  }

  /** Where a replica's part goes. */
  FloatBuffer part(int replica) {
    float[] part = received[replica];
    if (part == null) {
      part = new float[sum.length];
      received[replica] = part;
    }
    has[replica] = true;
    return FloatBuffer.wrap(part);
  }

  /** Adds up what was received, and what is at hand. */
  FloatBuffer add(FloatBuffer atHand) {
    Arrays.fill(sum, 0);
    for (int replica = 0; replica < has.length; replica++) {
      float[] part = received[replica];
      if (replica == own) {
        plus(atHand);
      } else if (has[replica] && part != null) {
        plus(FloatBuffer.wrap(part));
      }
    }
    return values();
  }

  private void plus(FloatBuffer part) {
    float[] chunk = new float[CHUNK];
    for (int start = 0; start < sum.length; start += CHUNK) {
      int length = Math.min(CHUNK, sum.length - start);
      part.get(start, chunk, 0, length);
      for (int i = 0; i < length; i++) {
        sum[start + i] += chunk[i];
      }
    }
  }

  /** The last sum. */
  FloatBuffer values() {
    return FloatBuffer.wrap(sum);
  }
}
