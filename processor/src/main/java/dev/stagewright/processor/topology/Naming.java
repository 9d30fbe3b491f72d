package dev.stagewright.processor.topology;

/** How a stage's blocks are named; the constants are the annotations'. */
public enum Naming {
  /** a, b, c, ... */
  LETTERS,
  /** a, b1, b2, ... */
  NUMBERS;

  private static final int ALPHABET = 26;

  /** What names so many blocks: numbers, where there are too few letters. */
  public Naming forBlocks(int blocks) {
    return blocks > ALPHABET ? NUMBERS : this;
  }

  /**
   * A block's name inside its stage.
   *
   * @param block from 0
   */
  public String of(int block) {
    if (this == NUMBERS) {
      return block == 0 ? "a" : "b" + block;
    }
    return String.valueOf((char) ('a' + block));
  }
}
