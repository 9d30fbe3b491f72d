package dev.stagewright.processor.topology;

/** How a stage's blocks are named; the constants are the annotations'. */
public enum Naming {
  /** a, b, c, ... */
  LETTERS,
  /** a, b1, b2, ... */
  NUMBERS;

  /** A regular expression of every block's name. */
  static final String BLOCK = "\\d+[a-z]\\d*";

  /** How many blocks letters can name. */
  public static final int ALPHABET = 26;

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
