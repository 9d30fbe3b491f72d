package dev.stagewright.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Draws as timm's DropPath does, and dropout as PyTorch's. */
class StochasticDepthTest {

  private static final int PICTURES = 8;
  private static final int STEPS = DroppingCase.DRAWS / PICTURES;

  static Stream<DroppingCase> cases() throws IOException {
    return DroppingCase.of("depth");
  }

  /** The factors of many steps of small batches, one behind the other. */
  private static float[] drawn(double rate, long seed, String layer, int firstStep) {
    StochasticDepth depth = new StochasticDepth(rate, seed, layer);
    float[] drawn = new float[DroppingCase.DRAWS];
    for (int step = 0; step < STEPS; step++) {
      float[] factors = depth.factors(PICTURES, firstStep + step);
      System.arraycopy(factors, 0, drawn, step * PICTURES, PICTURES);
    }
    return drawn;
  }

  @ParameterizedTest
  @MethodSource("cases")
  void isDistributedAsTheOriginal(DroppingCase original) {
    original.check(drawn(original.rate(), 11, "layer3.2.drop", 0));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stepsLayersAndSeedsAreIndependent(DroppingCase original) {
    double rate = original.rate();
    float[] drawn = drawn(rate, 11, "layer3.2.drop", 0);

    DroppingCase.checkIndependent("a picture in the next step", drawn, PICTURES);
    DroppingCase.checkIndependent("the picture before in the next step", drawn, PICTURES - 1);
    DroppingCase.checkIndependent("layers", drawn, drawn(rate, 11, "layer3.3.drop", 0));
    DroppingCase.checkIndependent("seeds", drawn, drawn(rate, 12, "layer3.2.drop", 0));
    DroppingCase.checkIndependent(
        "the step before of the next seed", drawn, drawn(rate, 12, "layer3.2.drop", -1));
    DroppingCase.checkIndependent(
        "the next layer's next step", drawn, drawn(rate, 11, "layer3.3.drop", 1));
  }

  static Stream<DroppingCase> dropout() throws IOException {
    return DroppingCase.of("dropout");
  }

  /** Of values, Deeplearning4j's own, for networks without the engine. */
  @ParameterizedTest
  @MethodSource("dropout")
  void dropoutWithoutTheEngineIsDistributedAsTheOriginal(DroppingCase original) {
    Nd4j.getRandom().setSeed(4);
    INDArray ones = Nd4j.ones(DataType.FLOAT, 1000, DroppingCase.DRAWS / 1000);

    INDArray dropped =
        new Dropout(1 - original.rate())
            .applyDropout(ones, ones.ulike(), 0, 0, LayerWorkspaceMgr.noWorkspaces());

    original.check(dropped.data().asFloat());
  }

  /** All of a picture's values alike, the gradient by the same factors. */
  @Test
  void bothWaysAPictureHasOneFactor() {
    StochasticDepth depth = new StochasticDepth(0.25, 5, "drop");
    INDArray ones = Nd4j.ones(DataType.FLOAT, 64, 3, 2, 4);
    INDArray expected = Nd4j.createFromArray(depth.factors(64, 9)).reshape(64, 1, 1, 1);

    INDArray forward =
        depth.applyDropout(ones, ones.ulike(), 9, 0, LayerWorkspaceMgr.noWorkspaces());
    INDArray backward = depth.backprop(ones, ones.ulike(), 9, 0);

    assertThat(forward).isEqualTo(expected.broadcast(64, 3, 2, 4)).isEqualTo(backward);
  }

  @Test
  void atRate0NothingChanges() {
    StochasticDepth depth = new StochasticDepth(0, 5, "drop");
    INDArray map = Nd4j.randn(DataType.FLOAT, 4, 3, 2, 4);
    INDArray before = map.dup();

    assertThat(depth.applyDropout(map, map, 1, 0, LayerWorkspaceMgr.noWorkspaces()))
        .isSameAs(map)
        .isEqualTo(before);
    assertThat(depth.backprop(map, map.ulike(), 1, 0)).isEqualTo(before);
  }
}
