package dev.stagewright.dsl;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The max pooling that ends the stem, inside {@link Stem}. It pads nothing. */
@Target({})
@Retention(RetentionPolicy.CLASS)
public @interface Pool {

  /**
   * The side of the pooling window.
   *
   * @return pixels, at least 1; 0 switches the pool off
   */
  int kernel() default 3;

  /**
   * The step of the pooling window.
   *
   * @return pixels, at least 1
   */
  int stride() default 2;
}
