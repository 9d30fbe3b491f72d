package dev.stagewright.dsl;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What comes before the first stage: convolutions, each with normalization and nonlinearity, and a
 * max pool.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Stem {

  /**
   * The output channels of the stem's convolutions in order.
   *
   * @return numbers of at least 1
   */
  int[] filters() default 64;

  /**
   * The side of the convolutions' kernels, one for every value of {@link #filters()}.
   *
   * @return numbers of pixels, at least 1
   */
  int[] kernel() default 7;

  /**
   * The stride of the first convolution; the others have 1.
   *
   * @return pixels, at least 1
   */
  int stride() default 2;

  /**
   * The zeros around the map before every convolution, on each side.
   *
   * @return pixels, at least 0
   */
  int padding() default 3;

  /**
   * The max pooling behind the nonlinearity.
   *
   * @return the pool; {@code @Pool(kernel = 0)} for none
   */
  Pool pool() default @Pool;
}
