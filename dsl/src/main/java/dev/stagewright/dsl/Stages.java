package dev.stagewright.dsl;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The stages in order; the compiler writes it around a repeated {@link Stage}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.CLASS)
public @interface Stages {

  /**
   * The stages from the one behind the stem to the one before the head.
   *
   * @return at least one stage
   */
  Stage[] value();
}
