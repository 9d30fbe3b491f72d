package dev.stagewright.processor.topology;

/**
 * A layer's name, with the block's in the middle, as in {@code res 2a _branch2b}.
 *
 * @param before what precedes the block's name
 * @param block the block's name; empty outside of blocks
 * @param after what follows it
 */
public record LayerName(String before, String block, String after) {

  /** A name outside of blocks. */
  static LayerName fixed(String name) {
    return new LayerName(name, "", "");
  }

  @Override
  public String toString() {
    return before + block + after;
  }
}
