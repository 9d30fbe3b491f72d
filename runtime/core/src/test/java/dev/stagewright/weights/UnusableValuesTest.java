package dev.stagewright.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class UnusableValuesTest {

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE", "HALF", "BFLOAT16"})
  void findsThemInEveryTypeAndLayout(DataType type) {
    INDArray array = Nd4j.rand(3, 4, 5).castTo(type);
    assertThat(UnusableValues.in(array)).isEmpty();

    array.putScalar(new int[] {1, 2, 3}, Double.POSITIVE_INFINITY);
    array.putScalar(new int[] {2, 0, 0}, Double.NaN);
    assertThat(UnusableValues.in(array))
        .contains("2 of 60 values are NaN, infinite or beyond 1e18, the first (at 33) Infinity");
    assertThat(UnusableValues.in(array.permute(2, 1, 0)))
        .contains("2 of 60 values are NaN, infinite or beyond 1e18, the first (at 2) NaN");
    assertThat(UnusableValues.in(array.slice(0))).isEmpty();
  }

  @Test
  void findsValuesWhoseSquaresOverflow() {
    INDArray array = Nd4j.create(new double[] {1e18, -1e18, 0, -1.1e18, Double.NaN, 1 / 0.0, 1e30});
    assertThat(UnusableValues.in(array))
        .contains("4 of 7 values are NaN, infinite or beyond 1e18, the first (at 3) -1.1E18");
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      mode = Mode.INCLUDE,
      names = {"INT", "LONG", "BOOL"})
  void integersAreFinite(DataType type) {
    assertThat(UnusableValues.in(Nd4j.ones(type, 3))).isEmpty();
  }

  @Test
  void namesTheParameterOfAGraph() {
    ComputationGraph graph = SmallGraph.of(CNN2DFormat.NHWC);
    assertThat(UnusableValues.in(graph)).isEmpty();
    graph.getParam("bn_gamma").putScalar(2, Double.NEGATIVE_INFINITY);
    assertThat(UnusableValues.in(graph))
        .contains(
            "bn_gamma: 1 of 4 values are NaN, infinite or beyond 1e18, the first (at 2) -Infinity");
  }

  @Test
  void aFileWithThemIsRefusedAndNothingLoaded(@TempDir Path folder) {
    INDArray bias = Nd4j.create(new float[] {1, 2, Float.NaN, 4});
    Path path = SmallGraph.weights().array("conv", "conv_b:0", bias).write(folder.resolve("w.h5"));
    ComputationGraph graph = SmallGraph.of(CNN2DFormat.NHWC);
    INDArray before = graph.params().dup();
    WeightFile file = WeightFile.read(path);
    assertThatThrownBy(() -> WeightLoader.load(file, graph, LoadMode.STRICT))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            path
                + ": layer conv, bias: 1 of 4 values are NaN, infinite or beyond 1e18, the first (at 2) NaN. The training run that wrote the file diverged, or the file is damaged; nothing was loaded");
    assertThat(graph.params()).isEqualTo(before);
  }
}
