package dev.stagewright.networks.parity;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Sgd;

/** Small networks against Keras, torchvision and timm, as family_cases.py made them. */
class FamilyParityTest {

  private static final int STEPS = 3;
  private static final int BATCH = 4;
  private static final double RATE = 0.05;
  private static final Tolerance FORWARD = new Tolerance(1e-5, 1e-4);
  private static final Tolerance GRADIENT = new Tolerance(1e-5, 1e-3);
  private static final Tolerance LOSS = new Tolerance(0, 1e-4);
  private static final Tolerance TRAINED = new Tolerance(1e-5, 2e-4);

  private static final JsonObject KERAS = read("keras.json");
  private static final JsonObject TORCH = read("torch.json");

  private static JsonObject read(String name) {
    try {
      String json = Files.readString(KerasCase.copy("/originals/", name));
      return JsonParser.parseString(json).getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject expected(String name) {
    return (name.startsWith("keras") ? KERAS : TORCH).getAsJsonObject(name);
  }

  static Stream<Arguments> forward() {
    return Arrays.stream(DataFormat.values()).flatMap(FamilyParityTest::forward);
  }

  private static Stream<Arguments> forward(DataFormat format) {
    return Stream.of(
            Arguments.of("kerasV1", FamilyCases_KerasV1Network.builder()),
            Arguments.of("kerasV2", FamilyCases_KerasV2Network.builder()),
            Arguments.of("kerasV2Even", FamilyCases_KerasV2Network.builder().inputShape(64, 48, 3)),
            Arguments.of("basic", FamilyCases_BasicNetwork.builder()),
            Arguments.of("bottleneck", FamilyCases_BottleneckNetwork.builder()),
            Arguments.of("deepSeGroups", FamilyCases_DeepSeGroupsNetwork.builder()),
            Arguments.of("pooledEca", FamilyCases_PooledEcaNetwork.builder()),
            Arguments.of("mishDilated", FamilyCases_MishDilatedNetwork.builder()),
            Arguments.of(
                "hardSwishStridedFirst", FamilyCases_HardSwishStridedFirstNetwork.builder()),
            Arguments.of("maxPooled", FamilyCases_MaxPooledNetwork.builder()),
            Arguments.of("preactivated", FamilyCases_PreactivatedNetwork.builder()))
        .peek(each -> ((NetworkBuilder<?>) each.get()[1]).dataFormat(format));
  }

  @ParameterizedTest(name = "{0} {index}")
  @MethodSource("forward")
  void computesWhatTheOriginalComputes(String name, NetworkBuilder<?> builder) {
    Network network = builder.build();
    ComputationGraph graph = filled(network, name);
    INDArray images = images(name, 2, network);

    Map<String, INDArray> found = graph.feedForward(images, false);

    boolean first = network.options().dataFormat() == DataFormat.CHANNELS_FIRST;
    JsonObject expected = expected(name);
    for (String tap : expected.keySet()) {
      if (!tap.equals("output")) {
        INDArray map = found.get(tap.startsWith("layer") ? tap + ".out" : tap);
        INDArray means = map.rank() == 2 ? map : first ? map.mean(0, 2, 3) : map.mean(0, 1, 2);
        FORWARD.check(tap, flat(means), numbers(expected.getAsJsonArray(tap)));
      }
    }
    FORWARD.check(
        "output", flat(graph.outputSingle(images)), numbers(expected.getAsJsonArray("output")));
  }

  static Stream<Arguments> training() {
    return Stream.of(
        Arguments.of("kerasV1Training", FamilyCases_KerasV1Network.builder()),
        Arguments.of("kerasV2Training", FamilyCases_KerasV2Network.builder()),
        Arguments.of("basicTraining", FamilyCases_BasicNetwork.builder()),
        Arguments.of("deepSeGroupsTraining", FamilyCases_DeepSeGroupsNetwork.builder()),
        Arguments.of("pooledEcaTraining", FamilyCases_PooledEcaNetwork.builder()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("training")
  void trainsAsTheOriginalTrains(String name, NetworkBuilder<?> builder) {
    Network network = builder.inputShape(64, 48, 3).build();
    ComputationGraph graph = filled(network, name);
    TrainingParityTest.setUpdater(graph, new Sgd(RATE));
    JsonObject expected = expected(name);

    checkGradients(expected.getAsJsonObject("gradient"), graph, network, name);
    for (int step = 0; step < STEPS; step++) {
      INDArray[] images = {images(name + "/x" + step, BATCH, network)};
      graph.fit(images, new INDArray[] {labels(step)});

      double loss = expected.getAsJsonArray("loss").get(step).getAsDouble();
      LOSS.check("loss of step " + step, Nd4j.scalar(graph.score()), Nd4j.scalar(loss));
    }
    checkAll(
        "final", expected.getAsJsonObject("final"), KerasWeights.inKerasLayout(graph.paramTable()));
    FORWARD.check(
        "final output",
        flat(graph.outputSingle(images(name + "/probe", 2, network))),
        numbers(expected.getAsJsonArray("output")));
  }

  private static void checkGradients(
      JsonObject expected, ComputationGraph graph, Network network, String name) {
    graph.setInputs(images(name + "/x0", BATCH, network));
    graph.setLabels(labels(0));
    graph.computeGradientAndScore();
    Map<String, INDArray> gradients =
        KerasWeights.inKerasLayout(graph.gradient().gradientForVariable());
    // Before its updater, Deeplearning4j has the sum over the batch.
    gradients.values().forEach(gradient -> gradient.divi(BATCH));
    for (String array : expected.keySet()) {
      check("gradient " + array, gradients.get(array), expected.getAsJsonArray(array), GRADIENT);
    }
  }

  private static void checkAll(String what, JsonObject expected, Map<String, INDArray> found) {
    for (String array : expected.keySet()) {
      check(what + " " + array, found.get(array), expected.getAsJsonArray(array), TRAINED);
    }
  }

  /** Of an array the norm and the first numbers. */
  private static void check(String what, INDArray found, JsonArray digest, Tolerance tolerance) {
    INDArray expected = numbers(digest);
    INDArray flat = flat(found);
    INDArray norm = Nd4j.createFromArray(flat.norm2Number().doubleValue());
    INDArray head = flat.get(NDArrayIndex.interval(0, expected.length() - 1));
    tolerance.check(what + ", norm and first numbers", Nd4j.concat(0, norm, head), expected);
  }

  private static ComputationGraph filled(Network network, String name) {
    ComputationGraph graph = network.build();
    boolean basic = name.startsWith("basic") || name.startsWith("mish");
    boolean preactivated = name.startsWith("kerasV2") || name.startsWith("preactivated");
    KerasWeights.fill(graph, OriginalWeights.of(basic, preactivated));
    return graph;
  }

  private static INDArray images(String name, int count, Network network) {
    var shape = network.options().inputShape();
    return KerasNoise.images(
        name, count, shape.height(), shape.width(), network.options().dataFormat());
  }

  private static INDArray labels(int step) {
    INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, 5);
    for (int i = 0; i < BATCH; i++) {
      labels.putScalar(i, (i * 3 + step) % 5, 1);
    }
    return labels;
  }

  private static INDArray flat(INDArray array) {
    return array.castTo(DataType.DOUBLE).dup('c').reshape(array.length());
  }

  private static INDArray numbers(JsonArray json) {
    double[] values = new double[json.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = json.get(i).getAsDouble();
    }
    return Nd4j.createFromArray(values);
  }
}
