package dev.stagewright.dsl;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A run of residual blocks of the same filters. The first stage is number 2 in layers' names, as
 * the stem is part 1.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
@Repeatable(Stages.class)
public @interface Stage {

  /** The value of a member that the stage does not set itself. */
  int INHERIT = Integer.MIN_VALUE;

  /**
   * The number of blocks.
   *
   * @return at least 1
   */
  int blocks();

  /**
   * The output channels of a block's convolutions in order. Three make a bottleneck (1x1, k x k,
   * 1x1), two a basic block (k x k, k x k). The last is the stage's number of output channels.
   *
   * @return two or three numbers, each at least 1; for a {@link #block()} of your own one or more,
   *     as its class takes them
   */
  int[] filters();

  /**
   * A class of your own that makes this stage's blocks: public, concrete, with a public constructor
   * without arguments, implementing the runtime's {@code dev.stagewright.network.StageBlock}. It
   * gets the stage's filters, kernel, stride and penalties, and must make a map with as many
   * channels as the last of {@link #filters()}, smaller by the stride; that is checked when the
   * graph is built. Members that describe the built-in blocks cannot be written beside it, and what
   * {@link ResNet} says of them does not reach it.
   *
   * @return the class; {@code void.class} for the bottleneck or basic block that the filters make
   */
  Class<?> block() default void.class;

  /**
   * The side k of the k x k convolutions, which pad so that their output keeps its size.
   *
   * @return pixels, an odd number
   */
  int kernel() default 3;

  /**
   * The stride of the stage's first block; in Keras' ResNetV2, of its last.
   *
   * @return pixels, at least 1; {@link #INHERIT} means 1 in the first stage and 2 in the others, in
   *     Keras' ResNetV2 1 in the last stage and 2 in the others
   */
  int stride() default INHERIT;

  /**
   * The nonlinearity of this stage's layers.
   *
   * @return one of the constants; unless written, {@link ResNet#nonlinearity()}
   */
  Nonlinearity nonlinearity() default Nonlinearity.ELU;

  /**
   * In how many groups this stage's k x k convolutions divide their channels.
   *
   * @return a number that divides the channels on both sides; {@link #INHERIT} means {@link
   *     ResNet#groups()}
   */
  int groups() default INHERIT;

  /**
   * The step between the cells that this stage's k x k convolutions read.
   *
   * @return at least 1; {@link #INHERIT} means {@link ResNet#dilation()}
   */
  int dilation() default INHERIT;

  /**
   * Which convolution of this stage's blocks carries the stride.
   *
   * @return the first or the second; unless written, {@link ResNet#strideAt()}
   */
  StrideAt strideAt() default StrideAt.FIRST;

  /**
   * How this stage's shortcut gets smaller.
   *
   * @return one of the constants; unless written, {@link ResNet#shortcut()}
   */
  Shortcut shortcut() default Shortcut.CONVOLUTION;

  /**
   * What weighs the channels at the end of this stage's branches.
   *
   * @return none, or the kind of attention; unless written, {@link ResNet#attention()}
   */
  Attention attention() default @Attention;

  /**
   * The alpha of this stage's nonlinearities.
   *
   * @return a number above 0; {@link #INHERIT} means {@link ResNet#alpha()}
   */
  double alpha() default INHERIT;

  /**
   * The L1 penalty on this stage's convolution kernels.
   *
   * @return at least 0, which switches it off; {@link #INHERIT} means {@link ResNet#l1()}
   */
  double l1() default INHERIT;

  /**
   * The L2 penalty on this stage's convolution kernels.
   *
   * @return at least 0, which switches it off; {@link #INHERIT} means {@link ResNet#l2()}
   */
  double l2() default INHERIT;

  /**
   * How this stage's blocks are named in {@link Convention#KERAS_LEGACY}; the others count them.
   *
   * @return letters, or letters and numbers, as always with more than 26 blocks
   */
  Naming naming() default Naming.LETTERS;
}
