package dev.stagewright.dsl;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What follows the last stage: pooling and a dense layer. */
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
   * What the network is to tell, from which the last activation and the loss follow.
   *
   * @return one of the constants
   */
  Task task() default Task.SINGLE_LABEL;

  /**
   * How often a value is left out before the dense layer, in training.
   *
   * @return from 0, which switches it off, to below 1
   */
  double dropout() default 0;

  /**
   * The number of classes, of labels for {@link Task#MULTI_LABEL}, of values for {@link
   * Task#REGRESSION}.
   *
   * @return at least 2 for {@link Task#SINGLE_LABEL}, else at least 1; {@link Task#BINARY} has 1
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
