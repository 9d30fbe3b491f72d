package dev.stagewright.dsl;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares a residual network, together with {@link Stem}, {@link Stage} and {@link Head} on the
 * same interface or class. For a type {@code Name} the processor writes {@code NameNetwork} into
 * the same package; for a nested type {@code Outer.Name}, {@code Outer_NameNetwork}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface ResNet {

  /**
   * Which library's networks the declaration follows in what it does not say. The defaults of other
   * members are those of {@link Convention#KERAS_LEGACY}; a member that is written counts in every
   * convention.
   *
   * @return one of the constants
   */
  Convention convention() default Convention.KERAS_LEGACY;

  /**
   * Whether normalization and nonlinearity come before every convolution of a block instead of
   * behind it (He et al. 2016, "Identity mappings in deep residual networks"). With {@link
   * Convention#KERAS} the network has the form of Keras' ResNetV2: the stride is in a stage's last
   * block.
   *
   * @return false for a network with activations behind the sums
   */
  boolean preactivation() default false;

  /**
   * The size of an input image.
   *
   * @return height, width and channels
   */
  Input input() default @Input;

  /**
   * The nonlinearity of every layer that has one.
   *
   * @return one of the constants
   */
  Nonlinearity nonlinearity() default Nonlinearity.ELU;

  /**
   * In how many groups the k x k convolutions of blocks divide their channels: the cardinality of
   * ResNeXt.
   *
   * @return a number that divides the channels on both sides
   */
  int groups() default 1;

  /**
   * The step between the cells that a k x k convolution of a block reads.
   *
   * @return at least 1
   */
  int dilation() default 1;

  /**
   * The alpha of {@link Nonlinearity#ELU} and {@link Nonlinearity#LEAKY_RELU}; the others have
   * none.
   *
   * @return a number above 0
   */
  double alpha() default 1.0;

  /**
   * The L1 penalty on every convolution kernel: l1 * sum(|w|) is added to the loss.
   *
   * @return at least 0, which switches it off
   */
  double l1() default 0;

  /**
   * The L2 penalty on every convolution kernel: l2 * sum(w^2) is added to the loss, as in Keras.
   *
   * @return at least 0, which switches it off
   */
  double l2() default 0;

  /**
   * The batch normalization behind every convolution. Epsilon and momentum are 1.001e-5 and 0.99 in
   * {@link Convention#KERAS}, 1e-5 and 0.9 in {@link Convention#TORCH}.
   *
   * @return epsilon and momentum
   */
  Norm norm() default @Norm;

  /**
   * Whether convolutions have a bias, as Keras' do although a normalization follows. {@link
   * Convention#TORCH} has none; Keras' ResNetV2 where no normalization follows.
   *
   * @return false for none
   */
  boolean bias() default true;

  /**
   * Which convolution of a block carries the stride. In {@link Convention#TORCH} and in Keras'
   * ResNetV2 it is a bottleneck's second.
   *
   * @return the first or the second
   */
  StrideAt strideAt() default StrideAt.FIRST;

  /**
   * Which blocks have a projection as their shortcut. In {@link Convention#KERAS} every stage's
   * first has.
   *
   * @return where it is needed, or in every stage's first block
   */
  Projection projection() default Projection.WHERE_SHAPES_DIFFER;

  /**
   * How a shortcut gets smaller.
   *
   * @return by the projection's stride, or by a pool before it
   */
  Shortcut shortcut() default Shortcut.CONVOLUTION;

  /**
   * What weighs the channels at the end of every residual branch.
   *
   * @return none, or the kind of attention
   */
  Attention attention() default @Attention;

  /**
   * How often the branch of the last block is left out in training, picture by picture; the rate
   * grows evenly from 0 in the first block (Huang et al. 2016). What stays is divided by 1 - rate.
   *
   * @return from 0, which switches it off, to below 1
   */
  double stochasticDepth() default 0;

  /**
   * Whether the last normalization of every branch starts with gamma 0, so that every block starts
   * as its shortcut.
   *
   * @return false for gamma 1
   */
  boolean zeroInitResidual() default false;

  /**
   * How kernels start. {@link Convention#TORCH} has {@link Initialization#TORCH}.
   *
   * @return one of the constants
   */
  Initialization initialization() default Initialization.GLOROT_UNIFORM;
}
