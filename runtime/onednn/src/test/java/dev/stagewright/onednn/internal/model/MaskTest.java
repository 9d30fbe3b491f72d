package dev.stagewright.onednn.internal.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.layers.DroppingCase;
import dev.stagewright.layers.StochasticDepth;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Masks are drawn as PyTorch's dropout and timm's stochastic depth draw them. */
class MaskTest {

  private static final int BATCH = 2;
  private static final int WIDTH = 5;
  private static final int STEP = BATCH * WIDTH;

  static Stream<DroppingCase> dropout() throws IOException {
    return DroppingCase.of("dropout");
  }

  /** Many steps of small batches, one behind the other. */
  private static float[] drawn(double rate, long seed) {
    Mask mask = new DropoutMask(Shape.vector(WIDTH), 1 - rate, seed);
    float[] drawn = new float[DroppingCase.DRAWS];
    for (int step = 0; step < DroppingCase.DRAWS / STEP; step++) {
      System.arraycopy(mask.factors(step, BATCH), 0, drawn, step * STEP, STEP);
    }
    return drawn;
  }

  @ParameterizedTest
  @MethodSource("dropout")
  void dropoutIsDistributedAsTheOriginal(DroppingCase original) {
    original.check(drawn(original.rate(), 31));
  }

  @ParameterizedTest
  @MethodSource("dropout")
  void imagesStepsAndLayersAreIndependent(DroppingCase original) {
    float[] drawn = drawn(original.rate(), 31);

    DroppingCase.checkIndependent("images", drawn, WIDTH);
    DroppingCase.checkIndependent("steps", drawn, STEP);
    DroppingCase.checkIndependent("steps, moved by a value", drawn, STEP - 1);
    DroppingCase.checkIndependent("layers", drawn, drawn(original.rate(), 32));
  }

  /** What StochasticDepth draws, for every channel of an image. */
  @Test
  void stochasticDepthIsThatWithoutTheEngine() {
    StochasticDepth depth = new StochasticDepth(0.5, 3, "drop");

    float[] factors = new DepthMask(depth, 3).factors(7, 20);

    float[] drawn = depth.factors(20, 7);
    assertThat(factors).hasSize(60).contains(0, 2);
    for (int image = 0; image < 20; image++) {
      assertThat(java.util.Arrays.copyOfRange(factors, 3 * image, 3 * image + 3))
          .containsOnly(drawn[image]);
    }
  }
}
