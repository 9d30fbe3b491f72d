package dev.stagewright.update;

/**
 * A run of neighboring values of the flat arrays that are updated alike, as a layer's kernel.
 *
 * @param offset of its first value among parameters and gradients
 * @param length in values
 * @param first where its values are in the buffer of the first state array
 * @param second where its values are in the buffer of the second state array
 */
public record Segment(int offset, int length, int first, int second) {

  /**
   * A segment whose state lies as its parameters do.
   *
   * @param offset of its first value
   * @param length in values
   */
  public Segment(int offset, int length) {
    this(offset, length, offset, offset);
  }
}
