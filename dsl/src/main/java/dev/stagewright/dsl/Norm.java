package dev.stagewright.dsl;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The normalization of every convolution, inside {@link ResNet}; defaults as Keras'. */
@Target({})
@Retention(RetentionPolicy.CLASS)
public @interface Norm {

  /** The kinds of normalization. */
  enum Kind {
    /** By the statistics of a batch. */
    BATCH,
    /** None: then convolutions have a bias in every convention, unless it is written. */
    NONE
  }

  /**
   * The kind.
   *
   * @return batch normalization, or none
   */
  Kind kind() default Kind.BATCH;

  /**
   * What is added to the variance.
   *
   * @return a number above 0
   */
  double epsilon() default 1e-3;

  /**
   * How much of the running mean and variance stays at every training step.
   *
   * @return at least 0, below 1
   */
  double momentum() default 0.99;
}
