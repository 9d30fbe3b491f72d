package dev.stagewright.onednn.internal.model;

import java.util.List;

/** A pooling; over the whole map it is a global one. */
public record Pooling(String name, String input, Shape in, Shape shape, Kind kind, Window window)
    implements Whole {
  /** What becomes of a window. */
  public enum Kind {
    /** Its maximum; padding does not count. */
    MAX,
    /** The mean of its cells that are not padding. */
    MEAN,
    /** The mean with padding as zeros. */
    MEAN_WITH_PADDING
  }

  @Override
  public List<String> inputs() {
    return List.of(input);
  }

  /** Whether every cell of a map counts alike in the one that comes out. */
  public boolean isMeanOfMap() {
    Window.Pair none = Window.Pair.of(0);
    return kind == Kind.MEAN
        && window.kernel().equals(new Window.Pair(in.height(), in.width()))
        && window.before().equals(none)
        && window.after().equals(none);
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.pooling(this);
  }
}
