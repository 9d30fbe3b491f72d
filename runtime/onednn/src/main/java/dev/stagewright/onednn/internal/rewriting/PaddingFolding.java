package dev.stagewright.onednn.internal.rewriting;

import dev.stagewright.onednn.internal.model.Convolution;
import dev.stagewright.onednn.internal.model.Function;
import dev.stagewright.onednn.internal.model.Model;
import dev.stagewright.onednn.internal.model.Nonlinear;
import dev.stagewright.onednn.internal.model.Op;
import dev.stagewright.onednn.internal.model.Padding;
import dev.stagewright.onednn.internal.model.Pooling;
import dev.stagewright.onednn.internal.model.Window;
import dev.stagewright.onednn.internal.model.Window.Pair;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Zeros around a map become padding of the convolution or pooling behind them, where that computes
 * the same. It does not where a maximum is taken of values that may be negative: padding does not
 * count there.
 */
final class PaddingFolding {

  private static final Pair NONE = Pair.of(0);

  private final Model model;
  private final Map<String, Op> ops;

  private PaddingFolding(Model model) {
    this.model = model;
    this.ops = model.byName();
  }

  static Model apply(Model model) {
    PaddingFolding folding = new PaddingFolding(model);
    List<Op> folded = new ArrayList<>(model.ops());
    folded.replaceAll(folding::fold);
    Model all = new Model(folded, model.outputs(), model.frozen(), model.stops());
    Map<String, Integer> consumers = all.consumers();
    folded.removeIf(op -> op instanceof Padding && !consumers.containsKey(op.name()));
    return all;
  }

  private Op fold(Op op) {
    if (op instanceof Convolution convolution
        && ops.get(convolution.input()) instanceof Padding padding
        && !model.putsOut(padding.name())) { // else it is made anyway
      Window window = padded(convolution.window(), padding);
      return convolution.on(padding.input(), padding.in(), convolution.shape(), window);
    }
    if (op instanceof Pooling pooling
        && ops.get(pooling.input()) instanceof Padding padding
        && !model.putsOut(padding.name())
        && folds(pooling, padding)) {
      Pooling.Kind kind =
          pooling.kind() == Pooling.Kind.MAX ? Pooling.Kind.MAX : Pooling.Kind.MEAN_WITH_PADDING;
      Window window = padded(pooling.window(), padding);
      return new Pooling(
          pooling.name(), padding.input(), padding.in(), pooling.shape(), kind, window);
    }
    return op;
  }

  private boolean folds(Pooling pooling, Padding padding) {
    Window window = padded(pooling.window(), padding);
    boolean unpadded =
        pooling.window().before().equals(NONE) && pooling.window().after().equals(NONE);
    boolean seesMap =
        Math.max(window.before().height(), window.after().height()) < window.kernel().height()
            && Math.max(window.before().width(), window.after().width()) < window.kernel().width();
    boolean zeroIsLeast =
        ops.get(padding.input()) instanceof Nonlinear nonlinear
            && nonlinear.function().kind() == Function.Kind.RELU;
    return unpadded && seesMap && (pooling.kind() != Pooling.Kind.MAX || zeroIsLeast);
  }

  private static Window padded(Window window, Padding padding) {
    Pair before = padding.before();
    Pair after =
        new Pair(
            padding.shape().height() - padding.in().height() - before.height(),
            padding.shape().width() - padding.in().width() - before.width());
    return window.padded(before, after);
  }
}
