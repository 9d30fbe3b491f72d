package dev.stagewright.dsl;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What weighs the channels at the end of every residual branch, inside {@link ResNet} and {@link
 * Stage}.
 */
@Target({})
@Retention(RetentionPolicy.CLASS)
public @interface Attention {

  /** The ways of weighing channels. */
  enum Kind {
    /** None. */
    NONE,
    /** Squeeze and excitation (Hu et al. 2018): two dense layers on the channels' means. */
    SE,
    /**
     * Efficient channel attention (Wang et al. 2020): a convolution over the channels' means, whose
     * kernel grows with the logarithm of their number.
     */
    ECA
  }

  /**
   * The way.
   *
   * @return none, or one of the constants
   */
  Kind kind() default Kind.NONE;

  /**
   * By how much the first dense layer of {@link Kind#SE} is narrower than the map has channels; the
   * width is rounded to a multiple of 8, as in timm.
   *
   * @return at least 1
   */
  int reduction() default 16;
}
