package dev.stagewright.processor.topology;

/**
 * How often a block's branch is left out, in training: it grows evenly with the blocks.
 *
 * @param most of the last block
 * @param block the block's number, from 0
 * @param last the last block's
 */
public record DropRate(double most, int block, int last) {

  /** The share of pictures. */
  public double value() {
    return most * block / last;
  }
}
