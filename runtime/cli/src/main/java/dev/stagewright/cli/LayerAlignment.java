package dev.stagewright.cli;

import dev.stagewright.catalog.LayerDescription;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The layers of two networks side by side, so that as few as possible differ: the alignment of
 * least cost of two sequences (Needleman and Wunsch 1970).
 */
final class LayerAlignment {

  private static final int ALONE = 10;

  /** Cheaper than to leave out both, so that a layer with another number is one that changed. */
  private static final int CHANGED = 12;

  private static final int RENAMED = 1;

  /** Never chosen, as layers of two kinds are two layers. */
  private static final int IMPOSSIBLE = 1_000_000;

  /** A layer of each network; null where one has none for the other's. */
  record Pair(@Nullable LayerDescription left, @Nullable LayerDescription right) {}

  private final List<LayerDescription> left;
  private final List<LayerDescription> right;
  private final BiPredicate<LayerDescription, LayerDescription> alike;

  private LayerAlignment(
      List<LayerDescription> left,
      List<LayerDescription> right,
      BiPredicate<LayerDescription, LayerDescription> alike) {
    this.left = left;
    this.right = right;
    this.alike = alike;
  }

  /**
   * Pairs layers.
   *
   * @param alike whether two layers compute the same
   */
  static List<Pair> of(
      List<LayerDescription> left,
      List<LayerDescription> right,
      BiPredicate<LayerDescription, LayerDescription> alike) {
    return new LayerAlignment(left, right, alike).pairs();
  }

  private int cost(LayerDescription a, LayerDescription b) {
    if (!a.kind().equals(b.kind())) {
      return IMPOSSIBLE;
    }
    int named = a.name().equals(b.name()) ? 0 : RENAMED;
    return (alike.test(a, b) ? 0 : CHANGED) + named;
  }

  /** Which step leads cheapest to each pair of positions: 0 both, 1 left alone, 2 right alone. */
  private byte[][] steps() {
    byte[][] steps = new byte[left.size() + 1][right.size() + 1];
    int[] above = new int[right.size() + 1];
    for (int j = 1; j <= right.size(); j++) {
      above[j] = j * ALONE;
      steps[0][j] = 2;
    }
    for (int i = 1; i <= left.size(); i++) {
      int[] row = new int[right.size() + 1];
      row[0] = i * ALONE;
      steps[i][0] = 1;
      for (int j = 1; j <= right.size(); j++) {
        int both = above[j - 1] + cost(left.get(i - 1), right.get(j - 1));
        int one = above[j] + ALONE;
        int other = row[j - 1] + ALONE;
        row[j] = Math.min(both, Math.min(one, other));
        steps[i][j] = (byte) (row[j] == both ? 0 : row[j] == one ? 1 : 2);
      }
      above = row;
    }
    return steps;
  }

  private List<Pair> pairs() {
    byte[][] steps = steps();
    List<Pair> pairs = new ArrayList<>();
    int i = left.size();
    int j = right.size();
    while (i > 0 || j > 0) {
      byte step = steps[i][j];
      LayerDescription a = step == 2 ? null : left.get(--i);
      LayerDescription b = step == 1 ? null : right.get(--j);
      pairs.add(0, new Pair(a, b));
    }
    return pairs;
  }
}
