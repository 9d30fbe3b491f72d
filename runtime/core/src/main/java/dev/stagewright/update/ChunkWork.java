package dev.stagewright.update;

/** The arrays of one task, as long as a chunk. */
final class ChunkWork {

  /**
   * Values of each of the four arrays that are worked on together: they leave most of the
   * first-level cache to the memory on its way in and out. Measured: with four times as many an
   * update takes 1.6 times as long.
   */
  static final int CHUNK = 512;

  /** Sums are kept in as many lanes, so that the compiler can use vector registers. */
  private static final int LANES = 64;

  final float[] g = new float[CHUNK];
  final float[] w = new float[CHUNK];
  final float[] a = new float[CHUNK];
  final float[] b = new float[CHUNK];
  private final float[] lanes = new float[LANES];

  void load(FlatUpdate.Arrays arrays, int at, int n) {
    arrays.gradients().get(at, g, 0, n);
    arrays.parameters().get(at, w, 0, n);
  }

  void storeGradient(FlatUpdate.Arrays arrays, int at, int n) {
    arrays.gradients().put(at, g, 0, n);
  }

  /** Makes the gradient of the whole loss of a sum over pictures. */
  void whole(Change change, int n) {
    if (change.divisor() != 1) {
      divide(n, change.divisor());
    }
    change.penalty().addToGradient(g, w, n);
  }

  /** All but the subtraction; returns the penalty. */
  double update(Change change, Segment segment, int start, int n, FlatUpdate.Arrays arrays) {
    int states = change.rule().states();
    Penalty penalty = change.penalty();
    load(arrays, segment.offset() + start, n);
    double score = score(penalty, n);
    whole(change, n);
    change.clip().apply(g, n);
    penalty.addCoupled(g, w, n);
    if (states > 0) {
      arrays.first().get(segment.first() + start, a, 0, n);
    }
    if (states > 1) {
      arrays.second().get(segment.second() + start, b, 0, n);
    }
    change.rule().apply(g, a, b, n);
    penalty.addToUpdate(g, w, n);
    if (states > 0) {
      arrays.first().put(segment.first() + start, a, 0, n);
    }
    if (states > 1) {
      arrays.second().put(segment.second() + start, b, 0, n);
    }
    return score;
  }

  void subtract(FlatUpdate.Arrays arrays, int at, int n, float factor) {
    if (factor == 1) {
      subtract(n);
    } else {
      for (int i = 0; i < n; i++) {
        w[i] -= factor * g[i];
      }
    }
    arrays.parameters().put(at, w, 0, n);
  }

  private void subtract(int n) {
    for (int i = 0; i < n; i++) {
      w[i] -= g[i];
    }
  }

  private void divide(int n, float divisor) {
    for (int i = 0; i < n; i++) {
      g[i] /= divisor;
    }
  }

  /** The penalty's part of the loss; only the sums that it needs. */
  double score(Penalty penalty, int n) {
    if (!penalty.scores()) {
      return 0;
    }
    double squares = penalty.usesSquares() ? squares(w, n) : 0;
    double absolutes = penalty.usesAbsolutes() ? absolutes(n) : 0;
    return penalty.loss(squares, absolutes);
  }

  double squaresOfGradient(int n) {
    return squares(g, n);
  }

  double squaresOfParameters(int n) {
    return squares(w, n);
  }

  private double squares(float[] values, int n) {
    java.util.Arrays.fill(lanes, 0);
    int whole = n / LANES * LANES;
    for (int start = 0; start < whole; start += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] += values[start + lane] * values[start + lane];
      }
    }
    double sum = sumOfLanes();
    for (int i = whole; i < n; i++) {
      sum += (double) values[i] * values[i];
    }
    return sum;
  }

  private double absolutes(int n) {
    java.util.Arrays.fill(lanes, 0);
    int whole = n / LANES * LANES;
    for (int start = 0; start < whole; start += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        lanes[lane] += Math.abs(w[start + lane]);
      }
    }
    double sum = sumOfLanes();
    for (int i = whole; i < n; i++) {
      sum += Math.abs(w[i]);
    }
    return sum;
  }

  private double sumOfLanes() {
    double sum = 0;
    for (float lane : lanes) {
      sum += lane;
    }
    return sum;
  }
}
