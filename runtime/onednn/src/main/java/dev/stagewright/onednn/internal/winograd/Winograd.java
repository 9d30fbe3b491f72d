package dev.stagewright.onednn.internal.winograd;

/**
 * The matrices of Winograd's minimal filtering: 4 x 4 cells of a 3 x 3 convolution from 36 products
 * instead of 144. With a tile d of 6 x 6 cells and a kernel g, the cells are
 *
 * <pre>OUTPUT [(KERNEL g KERNEL') * (INPUT d INPUT')] OUTPUT'</pre>
 *
 * where * multiplies entry by entry and is summed over the channels. See Lavin and Gray, "Fast
 * Algorithms for Convolutional Neural Networks", 2016; the matrices follow from the points at which
 * polynomials are evaluated (Toom and Cook).
 *
 * <p>Of the points tried, these round least in float32: a sum over 256 channels is off by 7e-7 on
 * average, where the direct sum is off by 1.6e-7 and the usual points 0, 1, -1, 2, -2 by 1.6e-6.
 */
public final class Winograd {

  /** Cells of the output that a tile makes, along one side. */
  static final int CELLS = 4;

  /** The kernel's side. */
  static final int KERNEL_SIDE = 3;

  /** The kernel's entries. */
  static final int TAPS = KERNEL_SIDE * KERNEL_SIDE;

  /** Cells of the input that a tile reads, along one side; neighbors share two. */
  static final int TILE = CELLS + KERNEL_SIDE - 1;

  /** Products for a tile, a channel of the input and one of the output. */
  static final int PRODUCTS = TILE * TILE;

  private static final double FAR = 1.5;

  /** All but the point at infinity, which is the last row or column of every matrix. */
  private static final double[] POINTS = {0, 0.625, -0.625, FAR, -FAR};

  /** [TILE, TILE]. */
  static final double[][] INPUT = input();

  /** [TILE, KERNEL_SIDE]. */
  static final double[][] KERNEL = kernel();

  /** [CELLS, TILE]. */
  static final double[][] OUTPUT = output();

  /**
   * A row r with OUTPUT r = (1, 1, 1, 1), [TILE]: r' r times a bias, added to the products, adds
   * the bias to every cell.
   */
  static final double[] ONES = ones();

  private Winograd() {}

  /** Solved with the first, the last two and the infinite point alone. */
  private static double[] ones() {
    double square = 1 / (FAR * FAR);
    return new double[] {
      1 - square, 0, 0, (square + 1 / FAR) / 2, (square - 1 / FAR) / 2, 1 - FAR * FAR
    };
  }

  private static double[][] output() {
    double[][] matrix = new double[CELLS][TILE];
    for (int cell = 0; cell < CELLS; cell++) {
      for (int i = 0; i < POINTS.length; i++) {
        matrix[cell][i] = Math.pow(POINTS[i], cell);
      }
    }
    matrix[CELLS - 1][POINTS.length] = 1;
    return matrix;
  }

  private static double[][] kernel() {
    double[][] matrix = new double[TILE][KERNEL_SIDE];
    for (int i = 0; i < POINTS.length; i++) {
      double product = 1;
      for (int other = 0; other < POINTS.length; other++) {
        product *= other == i ? 1 : POINTS[i] - POINTS[other];
      }
      for (int tap = 0; tap < KERNEL_SIDE; tap++) {
        matrix[i][tap] = Math.pow(POINTS[i], tap) / product;
      }
    }
    matrix[POINTS.length][KERNEL_SIDE - 1] = 1;
    return matrix;
  }

  /** Row i: the coefficients of the product of (x - point) over all points but the i-th. */
  private static double[][] input() {
    double[][] matrix = new double[TILE][TILE];
    for (int row = 0; row < TILE; row++) {
      matrix[row][0] = 1;
      int degree = 0;
      for (int i = 0; i < POINTS.length; i++) {
        if (i != row) {
          degree++;
          for (int power = degree; power >= 0; power--) {
            double shifted = power > 0 ? matrix[row][power - 1] : 0;
            matrix[row][power] = shifted - POINTS[i] * matrix[row][power];
          }
        }
      }
    }
    return matrix;
  }

  static double[][] transposed(double[][] matrix) {
    double[][] result = new double[matrix[0].length][matrix.length];
    for (int row = 0; row < matrix.length; row++) {
      for (int column = 0; column < matrix[0].length; column++) {
        result[column][row] = matrix[row][column];
      }
    }
    return result;
  }

  /**
   * A matrix applied along both sides of squares, as one matrix on the squares' entries, row after
   * row: [rows * rows, columns * columns].
   */
  static float[] alongBothSides(double[][] matrix) {
    int rows = matrix.length;
    int columns = matrix[0].length;
    float[] result = new float[rows * rows * columns * columns];
    for (int i = 0; i < result.length; i++) {
      int from = i % (columns * columns);
      int to = i / (columns * columns);
      result[i] = (float) (matrix[to / rows][from / columns] * matrix[to % rows][from % columns]);
    }
    return result;
  }
}
