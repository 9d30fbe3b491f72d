package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import java.nio.file.Path;
import java.util.Random;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Random declared networks: the engine in float32 against Deeplearning4j in float64. */
class EnginePropertyTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 21, 22})
  void computesWhatDeeplearning4jComputes(long seed, @TempDir Path directory) {
    compare(new RandomDeclaration(seed), seed, directory, EngineSettings.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35, 37, 38, 40})
  void computesTheSameByWinogradsAlgorithm(long seed, @TempDir Path directory) {
    EngineSettings always = EngineSettings.DEFAULT.withWinograd(EngineSettings.Winograd.ALWAYS);
    ComputationGraph engine = compare(new RandomDeclaration(seed, 16), seed, directory, always);
    assertThat(Graphs.winogradSteps(engine, engine.getInput(0).shape(), true))
        .contains("conv", "conv_bwd_data", "conv_bwd_weights");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 4, 7, 24})
  void computesTheSameWhenActivationsAreNotKept(long seed, @TempDir Path directory) {
    EngineSettings none = EngineSettings.DEFAULT.withKeptBytes(0);
    compare(new RandomDeclaration(seed), seed, directory, none);
  }

  private static ComputationGraph compare(
      RandomDeclaration declaration, long seed, Path directory, EngineSettings settings) {
    Random random = new Random(seed);
    DataFormat format = random.nextBoolean() ? DataFormat.CHANNELS_LAST : DataFormat.CHANNELS_FIRST;
    NetworkBuilder<?> builder =
        Declared.compile(declaration, directory).seed(seed).dataFormat(format);
    Network network = builder.build();
    ComputationGraph stock = new ComputationGraph(network.configuration());
    stock.init();
    Graphs.shake(stock, seed);
    ComputationGraph exact = stock.convertDataType(DataType.DOUBLE);
    ComputationGraph engine = SmallGraph.engine(stock, settings);
    assertThat(engine).as(declaration.source()).isInstanceOf(OneDnnGraph.class);
    DataSet data = Graphs.data(network, 2 + random.nextInt(4), seed);
    DataSet exactData =
        new DataSet(
            data.getFeatures().castTo(DataType.DOUBLE), data.getLabels().castTo(DataType.DOUBLE));

    Graphs.assertClose(
        "output",
        engine.outputSingle(data.getFeatures()),
        exact.outputSingle(exactData.getFeatures()),
        1e-5,
        1e-4);
    assertThat(engine.score(data))
        .isCloseTo(exact.score(exactData), org.assertj.core.data.Percentage.withPercentage(0.01));

    Graphs.gradients(engine, data);
    Graphs.gradients(exact, exactData);
    assertThat(engine.score())
        .isCloseTo(exact.score(), org.assertj.core.data.Percentage.withPercentage(0.01));
    INDArray all = exact.gradient().gradient();
    double scale = all.amaxNumber().doubleValue();
    exact
        .gradient()
        .gradientForVariable()
        .forEach(
            (name, expected) ->
                Graphs.assertClose(
                    name,
                    engine.gradient().getGradientFor(name),
                    expected,
                    1e-5 * scale + 1e-4 * expected.amaxNumber().doubleValue(),
                    1e-3));
    return engine;
  }

  @ParameterizedTest
  @ValueSource(longs = {22, 26}) // swish: no kink between the two points
  void gradientsAgreeWithFiniteDifferences(long seed, @TempDir Path directory) {
    Network network =
        Declared.compile(new RandomDeclaration(seed), directory)
            .reg(dev.stagewright.network.Regularization.NONE)
            .build();
    ComputationGraph stock = new ComputationGraph(network.configuration());
    stock.init();
    Graphs.shake(stock, seed);
    ComputationGraph exact = stock.convertDataType(DataType.DOUBLE);
    ComputationGraph engine = SmallGraph.engine(stock);
    DataSet data = Graphs.data(network, 3, seed);
    Graphs.gradients(engine, data);
    INDArray gradient = engine.gradient().gradient();
    INDArray parameters = exact.params();
    Random random = new Random(seed);
    double scale = gradient.amaxNumber().doubleValue() / 3;
    for (String name : new String[] {"conv1_W", "bn_conv1_gamma", "fc1000_W"}) {
      INDArray array = exact.getParam(name);
      long at = random.nextLong(array.length());
      double before = array.getDouble(at);
      double step = 1e-5;
      array.putScalar(at, before + step);
      double above = Graphs.trainingLoss(exact, data);
      array.putScalar(at, before - step);
      double below = Graphs.trainingLoss(exact, data);
      array.putScalar(at, before);
      double expected = (above - below) / (2 * step);
      double found = engine.gradient().getGradientFor(name).getDouble(at) / 3;
      assertThat(found)
          .as(name)
          .isCloseTo(
              expected,
              org.assertj.core.data.Offset.offset(1e-4 * scale + 1e-3 * Math.abs(expected)));
    }
    assertThat(parameters.length()).isEqualTo(gradient.length());
  }
}
