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
   * The batch normalisation behind every convolution.
   *
   * @return epsilon and momentum
   */
  Norm norm() default @Norm;

  /**
   * Whether convolutions have a bias, as Keras' do although a normalisation follows.
   *
   * @return false for none
   */
  boolean bias() default true;

  /**
   * Which convolution of a stage's first block carries the stride.
   *
   * @return the first or the second
   */
  StrideAt strideAt() default StrideAt.FIRST;

  /**
   * Which blocks have a projection as their shortcut.
   *
   * @return where it is needed, or in every stage's first block
   */
  Projection projection() default Projection.WHERE_SHAPES_DIFFER;
}
