package dev.stagewright.processor.model;

/** What a block adds to its residual branch. */
public sealed interface Shortcut {

  /** The block's input as it is. */
  record Identity() implements Shortcut {}

  /** A 1x1 convolution with normalisation. */
  record Projected(int filters, int stride) implements Shortcut {

    /** How the convolution moves. */
    public Window window() {
      return Window.valid(1, stride);
    }
  }
}
