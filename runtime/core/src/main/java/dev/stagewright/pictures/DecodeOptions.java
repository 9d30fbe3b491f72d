package dev.stagewright.pictures;

import org.jspecify.annotations.Nullable;

/**
 * What may be chosen when a picture is decoded.
 *
 * @param background what transparent pictures are put on; null to drop transparency: stored colors
 *     count
 * @param leastSide if above 0, a JPEG is decoded at half, a quarter or an eighth of its size while
 *     both sides keep at least so many pixels
 */
public record DecodeOptions(@Nullable Background background, int leastSide) {

  /** Whole pictures without their transparency. */
  public static final DecodeOptions PLAIN = new DecodeOptions(null, 0);
}
