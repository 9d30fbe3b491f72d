package dev.stagewright.dsl;

/** How the blocks of a stage are named inside their layers' names. */
public enum Naming {
  /** a, b, c, ...; for at most 26 blocks. */
  LETTERS,
  /** a, b1, b2, ...: Caffe's names in the long stages of deep networks. */
  NUMBERS
}
