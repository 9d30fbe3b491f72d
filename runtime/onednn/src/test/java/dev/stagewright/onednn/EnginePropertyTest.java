package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.dsl.Attention;
import dev.stagewright.dsl.Head;
import dev.stagewright.dsl.Input;
import dev.stagewright.dsl.Norm;
import dev.stagewright.dsl.Pool;
import dev.stagewright.dsl.ResNet;
import dev.stagewright.dsl.Stage;
import dev.stagewright.dsl.Stem;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.model.TaskHead;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/** Random declared networks: the engine in float32 against Deeplearning4j in float64. */
class EnginePropertyTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 6, 7, 8, 9, 15, 10, 11, 12, 13, 14, 21, 22})
  void computesWhatDeeplearning4jComputes(long seed, @TempDir Path directory) {
    compare(new RandomDeclaration(seed), seed, directory, EngineSettings.DEFAULT);
  }

  @ParameterizedTest
  @ValueSource(longs = {31, 32, 33, 34, 35, 37, 40, 41})
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
    // Converting goes by way of JSON, which has Deeplearning4j's nearest loss in place of ours.
    TaskHead head = TaskHead.of(exact);
    head.train(exact, head.task().plainLoss());
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
    if (!declaration.isMisjudged()) {
      assertThat(engine.score(data))
          .isCloseTo(exact.score(exactData), org.assertj.core.data.Percentage.withPercentage(0.01));
    }
    if (declaration.hasDropout()) {
      return engine;
    }

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

  /**
   * Along the engine's own gradient of every parameter array, and along a random direction, the
   * loss in float64 must change as the gradient says. The nonlinearities have no kinks, which a
   * finite step could cross.
   */
  @ParameterizedTest
  @ValueSource(strings = {"GELU", "SWISH"})
  void gradientsAgreeWithFiniteDifferences(String nonlinearity, @TempDir Path directory) {
    RandomDeclaration declaration = RandomDeclaration.small(nonlinearity);
    Network network = Declared.compile(declaration, directory).build();
    ComputationGraph stock = new ComputationGraph(network.configuration());
    stock.init();
    Graphs.shake(stock, 1);
    ComputationGraph exact = stock.convertDataType(DataType.DOUBLE);
    ComputationGraph engine = SmallGraph.engine(stock);
    int batch = 3;
    DataSet data = Graphs.data(network, batch, 1);
    Graphs.gradients(engine, data);
    Map<String, INDArray> gradients = new TreeMap<>(engine.gradient().gradientForVariable());
    // Running statistics have no derivative: Deeplearning4j only moves them by way of these arrays.
    gradients.keySet().removeIf(name -> name.endsWith("_mean") || name.endsWith("_var"));
    double largest = gradients.values().stream().mapToDouble(Graphs::norm).max().orElseThrow();

    gradients.forEach(
        (name, sum) -> {
          INDArray gradient = sum.castTo(DataType.DOUBLE).div(batch);
          double allowed = 1e-3 * Graphs.norm(gradient) + 1e-6 * largest;
          for (INDArray direction : Graphs.directions(gradient)) {
            assertThat(gradient.mul(direction).sumNumber().doubleValue())
                .as(name)
                .isCloseTo(
                    Graphs.slope(exact, name, direction, data),
                    org.assertj.core.data.Offset.offset(allowed));
          }
        });
  }

  /** Of every annotation, so that a new one is missed here. */
  static Stream<Arguments> members() {
    return Stream.of(
            ResNet.class,
            Input.class,
            Norm.class,
            Attention.class,
            Stem.class,
            Pool.class,
            Stage.class,
            Head.class)
        .flatMap(
            annotation ->
                Arrays.stream(annotation.getDeclaredMethods())
                    .filter(member -> !Modifier.isStatic(member.getModifiers()))
                    .map(member -> Arguments.of(annotation.getSimpleName(), member.getName())));
  }

  /** What all declarations say alike goes untested. */
  @ParameterizedTest
  @MethodSource("members")
  void everyMemberVaries(String annotation, String member) {
    assertThat(
            LongStream.rangeClosed(1, 14)
                .mapToObj(seed -> new RandomDeclaration(seed).source())
                .flatMap(source -> DeclaredMember.values(source, annotation, member).stream())
                .distinct())
        .hasSizeGreaterThan(1);
  }

  @Test
  void bottlenecksAndBasicBlocksAreDeclaredInOneNetwork() {
    assertThat(found("filters = \\{(\\d+, \\d+, \\d+)}[^;]*?filters = \\{\\d+, \\d+}"))
        .isNotEmpty();
    assertThat(found("filters = \\{(\\d+, \\d+)}[^;]*?filters = \\{\\d+, \\d+, \\d+}"))
        .isNotEmpty();
  }

  /** What a group matches in the declarations that are compared. */
  private static Set<String> found(String pattern) {
    Set<String> values = new TreeSet<>();
    for (long seed = 1; seed <= 14; seed++) {
      Matcher matcher = Pattern.compile(pattern).matcher(new RandomDeclaration(seed).source());
      while (matcher.find()) {
        values.add(matcher.group(1));
      }
    }
    return values;
  }
}
