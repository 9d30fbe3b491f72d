package dev.stagewright.dsl;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The size of an input image, inside {@link ResNet}. */
@Target({})
@Retention(RetentionPolicy.CLASS)
public @interface Input {

  /**
   * The height.
   *
   * @return pixels, at least 1
   */
  int height() default 224;

  /**
   * The width.
   *
   * @return pixels, at least 1
   */
  int width() default 224;

  /**
   * The number of channels.
   *
   * @return 3 for color, 1 for gray; at least 1
   */
  int channels() default 3;
}
