package dev.stagewright.dsl;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What follows the last stage: pooling and a dense softmax layer. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Head {

  /**
   * How the map is pooled. It is {@link Pooling#AVERAGE} in {@link Convention#KERAS} and {@link
   * Convention#TORCH}, unless {@link #pool()} is written.
   *
   * @return in windows, or over the whole map
   */
  Pooling pooling() default Pooling.WINDOW;

  /**
   * The side and stride of the average pool, which pads nothing: it reads the whole of the last
   * feature map only if it divides the map's height and width.
   *
   * @return pixels, at least 1; 0 for no pool
   */
  int pool() default 7;

  /**
   * The number of classes; for a question of yes or no, one for each answer.
   *
   * @return at least 2
   */
  int classes() default 1000;

  /**
   * The name of the dense layer; {@code predictions} in {@link Convention#KERAS}, {@code fc} in
   * {@link Convention#TORCH}.
   *
   * @return a name that no other layer has
   */
  String name() default "fc1000";
}
