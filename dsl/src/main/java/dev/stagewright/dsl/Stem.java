package dev.stagewright.dsl;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What comes before the first stage: a convolution, normalisation, nonlinearity and a max pool. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Stem {

  /**
   * The output channels of the stem's convolution.
   *
   * @return one number, at least 1
   */
  int[] filters() default 64;

  /**
   * The side of the convolution's kernel, one for every value of {@link #filters()}.
   *
   * @return one number of pixels, at least 1
   */
  int[] kernel() default 7;

  /**
   * The stride of the convolution.
   *
   * @return pixels, at least 1
   */
  int stride() default 2;

  /**
   * The zeros around the image before the convolution, on each side.
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
