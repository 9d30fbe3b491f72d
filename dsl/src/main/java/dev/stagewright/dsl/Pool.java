package dev.stagewright.dsl;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The max pooling that ends the stem, inside {@link Stem}. */
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

  /**
   * How far the first window starts outside of the map, on each side. It is 1 in {@link
   * Convention#KERAS} and {@link Convention#TORCH}.
   *
   * @return cells, at least 0, at most half of the kernel
   */
  int padding() default 0;

  /**
   * What is there. {@link Convention#KERAS} has {@link Border#ZERO}.
   *
   * @return nothing, or zeros
   */
  Border border() default Border.NONE;
}
