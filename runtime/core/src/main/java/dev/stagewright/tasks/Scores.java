package dev.stagewright.tasks;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The sums behind a task's metrics. */
final class Scores {

  /** From this probability on a label applies. */
  static final float THRESHOLD = 0.5f;

  private Scores() {}

  /** All outputs in their order. */
  static Stream<Answer> all(float[] outputs) {
    return IntStream.range(0, outputs.length).mapToObj(i -> new Answer(i, outputs[i]));
  }

  /** All outputs, the largest first; of equals the first comes first. */
  static Stream<Answer> largest(float[] outputs) {
    return all(outputs)
        .sorted(Comparator.comparingDouble((Answer answer) -> answer.value()).reversed());
  }

  /** How many entries of two arrays of whole numbers agree. */
  static int equal(INDArray found, INDArray expected) {
    int[] a = found.toIntVector();
    int[] b = expected.toIntVector();
    return (int) IntStream.range(0, a.length).filter(i -> a[i] == b[i]).count();
  }

  /** How many rows have every output on its target's side of the threshold. */
  static int rowsOnTheRightSide(INDArray outputs, INDArray targets) {
    float[][] found = outputs.toFloatMatrix();
    float[][] expected = targets.toFloatMatrix();
    return (int)
        IntStream.range(0, found.length)
            .filter(
                row ->
                    IntStream.range(0, found[row].length)
                        .allMatch(i -> applies(found[row][i]) == applies(expected[row][i])))
            .count();
  }

  private static boolean applies(float probability) {
    return probability >= THRESHOLD;
  }

  /**
   * F1 = 2 TP / (2 TP + FP + FN), the mean over the columns; 0 for a column without any of them.
   */
  static double f1(INDArray outputs, INDArray targets) {
    float[][] found = outputs.toFloatMatrix();
    float[][] expected = targets.toFloatMatrix();
    double sum = 0;
    int columns = found[0].length;
    for (int i = 0; i < columns; i++) {
      int both = 0;
      int either = 0;
      for (int row = 0; row < found.length; row++) {
        boolean says = applies(found[row][i]);
        boolean is = applies(expected[row][i]);
        both += says && is ? 1 : 0;
        either += (says ? 1 : 0) + (is ? 1 : 0); // 2 TP + FP + FN
      }
      sum += either == 0 ? 0 : 2.0 * both / either;
    }
    return sum / columns;
  }

  /**
   * Root mean square error, mean absolute error, and 1 - SSE / SST; each the mean over the columns,
   * as scikit-learn has them for several outputs. R2 of a column whose targets are equal is 1 if
   * all outputs are right, else 0.
   */
  static Map<String, Double> errors(INDArray outputs, INDArray targets) {
    double[][] found = outputs.toDoubleMatrix();
    double[][] expected = targets.toDoubleMatrix();
    int rows = found.length;
    int columns = found[0].length;
    double rmse = 0;
    double mae = 0;
    double r2 = 0;
    for (int i = 0; i < columns; i++) {
      double mean = 0;
      for (double[] row : expected) {
        mean += row[i] / rows;
      }
      double squares = 0;
      double absolute = 0;
      double total = 0;
      for (int row = 0; row < rows; row++) {
        double error = found[row][i] - expected[row][i];
        squares += error * error;
        absolute += Math.abs(error);
        total += (expected[row][i] - mean) * (expected[row][i] - mean);
      }
      rmse += Math.sqrt(squares / rows) / columns;
      mae += absolute / rows / columns;
      r2 += (total > 0 ? 1 - squares / total : squares == 0 ? 1 : 0) / columns;
    }
    return Map.of("rmse", rmse, "mae", mae, "r2", r2);
  }
}
