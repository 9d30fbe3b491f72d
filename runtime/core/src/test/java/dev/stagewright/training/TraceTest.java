package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import dev.stagewright.json.RecordJson;
import dev.stagewright.training.GraphParameters.Parameter;
import dev.stagewright.update.FlatUpdate;
import dev.stagewright.update.Segment;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Optimizers and schedules do as torch, timm and Keras; make_traces.py made the cases. */
class TraceTest {

  /** Gradients are sums over so many images. */
  private static final int IMAGES = 4;

  record Case(
      String name,
      JsonObject optimizer,
      JsonObject gradients,
      List<Double> kernel,
      List<Double> bias) {
    @Override
    public String toString() {
      return name;
    }
  }

  record Plateau(List<Double> losses, List<Double> rates) {}

  record Traces(
      List<Double> kernel,
      List<Double> bias,
      List<List<Double>> gradients,
      List<Case> optimizers,
      Map<String, List<Double>> schedules,
      Plateau plateau) {}

  private static final Traces TRACES = read();

  private static Traces read() {
    var file = Objects.requireNonNull(TraceTest.class.getResourceAsStream("traces.json"));
    try (Reader reader = new InputStreamReader(file, StandardCharsets.UTF_8)) {
      return new Gson().fromJson(reader, Traces.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Case> optimizers() {
    return TRACES.optimizers();
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void twentyStepsEndWhereTheOriginalsDo(Case given) {
    Optimizer optimizer = RecordJson.read(Optimizer.class, given.optimizer().toString());
    TrainingPlan plan =
        TrainingPlan.builder()
            .optimizer(optimizer)
            .gradients(RecordJson.read(GradientOptions.class, given.gradients().toString()))
            .build();
    ComputationGraph graph = dense();
    Segment kernel = segment(graph, true);
    Segment bias = segment(graph, false);
    put(graph.params(), kernel, TRACES.kernel(), 1);
    put(graph.params(), bias, TRACES.bias(), 1);
    GraphUpdate update =
        new GraphUpdate(
            TrainedPart.all(graph),
            plan,
            OptimizerState.begin(graph, plan, null),
            LayerSteps.ALIKE);
    INDArray gradients = Nd4j.zeros(15);

    for (int step = 0; step < TRACES.gradients().size(); step++) {
      put(gradients, kernel, TRACES.gradients().get(step).subList(0, 12), IMAGES);
      put(gradients, bias, TRACES.gradients().get(step).subList(12, 15), IMAGES);
      double rate = optimizer.learningRate() * (step < 10 ? 1 : 0.1);
      FloatBuffer values = FlatUpdate.floats(gradients);
      update.apply(values, update.measure(values, IMAGES), rate, IMAGES);
    }

    assertThat(distance(graph.params(), kernel, given.kernel())).isLessThan(1e-5);
    assertThat(distance(graph.params(), bias, given.bias())).isLessThan(1e-5);
  }

  /** 4 inputs, 3 outputs. */
  private static ComputationGraph dense() {
    var graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("input")
            .addLayer(
                "output",
                new OutputLayer.Builder().nIn(4).nOut(3).activation(Activation.SOFTMAX).build(),
                "input")
            .setOutputs("output")
            .build();
    ComputationGraph made = new ComputationGraph(graph);
    made.init();
    return made;
  }

  private static Segment segment(ComputationGraph graph, boolean isKernel) {
    return GraphParameters.of(graph).trained().stream()
        .filter(parameter -> parameter.isKernel() == isKernel)
        .map(Parameter::segment)
        .findFirst()
        .orElseThrow();
  }

  private static void put(INDArray flat, Segment where, List<Double> values, double factor) {
    assertThat(values).hasSize(where.length());
    for (int i = 0; i < values.size(); i++) {
      flat.putScalar(where.offset() + i, values.get(i) * factor);
    }
  }

  /** The largest difference, relative to the value. */
  private static double distance(INDArray flat, Segment where, List<Double> expected) {
    double worst = 0;
    for (int i = 0; i < expected.size(); i++) {
      double difference = flat.getDouble(where.offset() + i) - expected.get(i);
      worst = Math.max(worst, Math.abs(difference / expected.get(i)));
    }
    return worst;
  }

  static Stream<Map.Entry<String, List<Double>>> schedules() {
    return TRACES.schedules().entrySet().stream();
  }

  @ParameterizedTest
  @MethodSource("schedules")
  void schedulesHaveTheOriginalsRates(Map.Entry<String, List<Double>> given) {
    Schedule schedule = ScheduleText.parse(given.getKey());
    List<Double> expected = given.getValue();

    for (int step = 0; step < expected.size(); step++) {
      assertThat(schedule.factor(step, expected.size(), List.of()))
          .as("step %d", step)
          .isCloseTo(expected.get(step), within(1e-12));
    }
  }

  @Test
  void aPlateauLowersTheRateWhenPyTorchDoes() {
    Schedule schedule = ScheduleText.parse("plateau:by=0.5,patience=1,cooldown=2,to=0.1");
    List<EpochReport> epochs = new ArrayList<>();
    List<Double> rates = new ArrayList<>();
    for (double loss : TRACES.plateau().losses()) {
      rates.add(schedule.factor(0, 1, epochs));
      ModelScore score = new ModelScore(loss, 0.5, 10);
      epochs.add(new EpochReport(epochs.size() + 1, 20, 1, 0.1, 1, 0.5, score, 1, Duration.ZERO));
    }

    assertThat(rates).isEqualTo(TRACES.plateau().rates());
  }
}
