package dev.stagewright.onednn.internal.winograd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** The matrices, in float64 against the convolution that they stand for. */
class WinogradTest {

  private static final Offset<Double> ROUNDING = Offset.offset(1e-12);

  private static double[][] times(double[][] a, double[][] b) {
    double[][] product = new double[a.length][b[0].length];
    for (int row = 0; row < a.length; row++) {
      for (int column = 0; column < b[0].length; column++) {
        for (int i = 0; i < b.length; i++) {
          product[row][column] += a[row][i] * b[i][column];
        }
      }
    }
    return product;
  }

  private static double[][] bothSides(double[][] matrix, double[][] square) {
    return times(times(matrix, square), Winograd.transposed(matrix));
  }

  private static double[][] random(int side, Random random) {
    double[][] square = new double[side][side];
    for (double[] row : square) {
      for (int i = 0; i < side; i++) {
        row[i] = random.nextGaussian();
      }
    }
    return square;
  }

  @Test
  void aTileOfProductsIsTheConvolution() {
    Random random = new Random(1);
    double[][] tile = random(Winograd.TILE, random);
    double[][] kernel = random(Winograd.KERNEL_SIDE, random);
    double[][] products = bothSides(Winograd.INPUT, tile);
    double[][] kernels = bothSides(Winograd.KERNEL, kernel);
    for (int i = 0; i < Winograd.PRODUCTS; i++) {
      products[i / Winograd.TILE][i % Winograd.TILE] *=
          kernels[i / Winograd.TILE][i % Winograd.TILE];
    }
    double[][] cells = bothSides(Winograd.OUTPUT, products);
    for (int y = 0; y < Winograd.CELLS; y++) {
      for (int x = 0; x < Winograd.CELLS; x++) {
        double direct = 0;
        for (int i = 0; i < Winograd.KERNEL_SIDE * Winograd.KERNEL_SIDE; i++) {
          int down = i / Winograd.KERNEL_SIDE;
          int right = i % Winograd.KERNEL_SIDE;
          direct += kernel[down][right] * tile[y + down][x + right];
        }
        assertThat(cells[y][x]).isCloseTo(direct, ROUNDING);
      }
    }
  }

  @Test
  void theRowOfOnesAddsToEveryCell() {
    double[][] column = Winograd.transposed(new double[][] {Winograd.ONES});
    for (double[] cell : times(Winograd.OUTPUT, column)) {
      assertThat(cell[0]).isCloseTo(1, ROUNDING);
    }
  }
}
