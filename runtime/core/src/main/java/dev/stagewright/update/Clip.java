package dev.stagewright.update;

/**
 * Keeps gradients small.
 *
 * @param value the largest size of a single value; infinite for no bound
 * @param scale what all values are multiplied with, at most 1
 */
public record Clip(float value, float scale) {

  /** Leaves gradients as they are. */
  public static final Clip NONE = new Clip(Float.POSITIVE_INFINITY, 1);

  void apply(float[] g, int n) {
    if (value < Float.POSITIVE_INFINITY) {
      for (int i = 0; i < n; i++) {
        g[i] = Math.min(Math.max(g[i], -value), value);
      }
    }
    if (scale != 1) {
      for (int i = 0; i < n; i++) {
        g[i] *= scale;
      }
    }
  }
}
