package dev.stagewright.update;

/**
 * What one step does to a segment.
 *
 * @param rule the optimizer's formula
 * @param penalty what is added to gradient and update
 * @param divisor by which the gradient, a sum over pictures, is divided
 * @param clip what keeps the gradient small
 */
public record Change(Rule rule, Penalty penalty, float divisor, Clip clip) {

  /** The gradient is subtracted as it is. */
  public static final Change AS_IT_IS = new Change(new Rule.Plain(1), Penalty.NONE, 1, Clip.NONE);
}
