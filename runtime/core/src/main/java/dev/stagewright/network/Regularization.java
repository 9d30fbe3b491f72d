package dev.stagewright.network;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.learning.regularization.L1Regularization;
import org.nd4j.linalg.learning.regularization.L2Regularization;

/**
 * The penalty on every convolution kernel, with Keras' meaning: {@code l1 * sum(|w|) + l2 *
 * sum(w^2)} is added to the loss.
 *
 * @param l1 the factor of the absolute values, at least 0
 * @param l2 the factor of the squares, at least 0
 */
public record Regularization(double l1, double l2) {

  /** No penalty. */
  public static final Regularization NONE = new Regularization(0, 0);

  /** Checks that both factors are finite and at least 0, else throws {@link OptionException}. */
  public Regularization {
    check("l1", l1);
    check("l2", l2);
  }

  private static void check(String name, double factor) {
    if (!(factor >= 0) || Double.isInfinite(factor)) {
      throw new OptionException(
          "reg: %s is %s; it must be a number of at least 0".formatted(name, factor));
    }
  }

  /**
   * A penalty on the absolute values.
   *
   * @param l1 the factor, at least 0
   * @return the penalty
   */
  public static Regularization l1(double l1) {
    return new Regularization(l1, 0);
  }

  /**
   * A penalty on the squares.
   *
   * @param l2 the factor, at least 0
   * @return the penalty
   */
  public static Regularization l2(double l2) {
    return new Regularization(0, l2);
  }

  /**
   * Deeplearning4j's regularizations with the same gradient and the same loss. Its L2 penalty is
   * half the square's sum, Keras' is the whole: the factor doubles.
   *
   * @return none, one or two regularizations for a layer's weights
   */
  public List<org.nd4j.linalg.learning.regularization.Regularization> toDl4j() {
    List<org.nd4j.linalg.learning.regularization.Regularization> list = new ArrayList<>();
    if (l1 > 0) {
      list.add(new L1Regularization(l1));
    }
    if (l2 > 0) {
      list.add(new L2Regularization(2 * l2));
    }
    return list;
  }
}
