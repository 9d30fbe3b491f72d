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

class NonFiniteTest {

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"FLOAT", "DOUBLE", "HALF", "BFLOAT16"})
  void findsThemInEveryTypeAndLayout(DataType type) {
    INDArray array = Nd4j.rand(3, 4, 5).castTo(type);
    assertThat(NonFinite.in(array)).isEmpty();

    array.putScalar(new int[] {1, 2, 3}, Double.POSITIVE_INFINITY);
    array.putScalar(new int[] {2, 0, 0}, Double.NaN);
    assertThat(NonFinite.in(array))
        .contains("2 of 60 values are NaN or infinite, the first (at 33) Infinity");
    assertThat(NonFinite.in(array.permute(2, 1, 0)))
        .contains("2 of 60 values are NaN or infinite, the first (at 2) NaN");
    assertThat(NonFinite.in(array.slice(0))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      mode = Mode.INCLUDE,
      names = {"INT", "LONG", "BOOL"})
  void integersAreFinite(DataType type) {
    assertThat(NonFinite.in(Nd4j.ones(type, 3))).isEmpty();
  }

  @Test
  void namesTheParameterOfAGraph() {
    ComputationGraph graph = SmallGraph.of(CNN2DFormat.NHWC);
    assertThat(NonFinite.in(graph)).isEmpty();
    graph.getParam("bn_gamma").putScalar(2, Double.NEGATIVE_INFINITY);
    assertThat(NonFinite.in(graph))
        .contains("bn_gamma: 1 of 4 values are NaN or infinite, the first (at 2) -Infinity");
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
                + ": layer conv, bias: 1 of 4 values are NaN or infinite, the first (at 2) NaN. The training that wrote the file diverged, or the file is damaged; nothing was loaded");
    assertThat(graph.params()).isEqualTo(before);
  }
}
