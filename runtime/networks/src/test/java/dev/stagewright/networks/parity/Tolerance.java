package dev.stagewright.networks.parity;

import static org.assertj.core.api.Assertions.assertThat;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How far two arrays may be apart: |found - expected| &lt;= absolute + relative * |expected|.
 *
 * @param absolute the part that does not grow
 * @param relative the part that grows with the expected value
 */
record Tolerance(double absolute, double relative) {

  void check(String what, INDArray found, INDArray expected) {
    assertThat(found.shape()).as("shape of %s", what).containsExactly(expected.shape());
    double[] a = found.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    double[] b = expected.castTo(DataType.DOUBLE).dup('c').data().asDouble();
    int worst = 0;
    for (int i = 0; i < a.length; i++) {
      // Written so that NaN counts as the worst.
      if (!(excess(a[i], b[i]) <= excess(a[worst], b[worst]))) {
        worst = i;
      }
    }
    assertThat(excess(a[worst], b[worst]))
        .as("%s: element %d is %s, in Keras %s", what, worst, a[worst], b[worst])
        .isLessThanOrEqualTo(0);
  }

  private double excess(double found, double expected) {
    return Math.abs(found - expected) - absolute - relative * Math.abs(expected);
  }
}
