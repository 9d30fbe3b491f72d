package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Stripes;
import dev.stagewright.engine.Engines;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import java.nio.file.Path;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Other hyperparameters keep an optimizer's state, as in Keras; another kind starts anew. */
class OptimizerChangeTest {

  private static final int STEPS = 6;
  private static final Stripes IMAGES = new Stripes(60, 4);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  static Stream<Arguments> changes() {
    return Stream.of(
        arguments(Optimizer.sgd(0.5), Optimizer.sgd(0.05)),
        arguments(Optimizer.nesterov(0.2, 0.9), Optimizer.nesterov(0.05, 0.7)),
        arguments(Optimizer.adam(0.1), Optimizer.adam(0.01)),
        arguments(
            new Optimizer.Adam(0.1, 0.9, 0.99, 1e-7), new Optimizer.Adam(0.05, 0.8, 0.9, 1e-5)),
        arguments(Optimizer.adamW(0.1, 0.1), Optimizer.adamW(0.02, 0.5)));
  }

  @ParameterizedTest
  @MethodSource("changes")
  void theFormulaGoesOnAsInKeras(Optimizer first, Optimizer second) {
    DataSet data = data();
    ComputationGraph graph = softmaxRegression();
    SoftmaxTrace trace = new SoftmaxTrace(graph, data);

    for (Optimizer optimizer : new Optimizer[] {first, second}) {
      optimizer.applyTo(graph);
      for (int step = 0; step < STEPS; step++) {
        graph.fit(data);
        trace.step(optimizer);
      }
    }

    assertThat(graph.getIterationCount()).isEqualTo(2 * STEPS);
    assertThat(trace.distance(graph)).isLessThan(2e-6);
  }

  @ParameterizedTest
  @MethodSource("changes")
  void aSavedFileKeepsTheStateToo(Optimizer first, Optimizer second, @TempDir Path folder) {
    TrainingPlan plan = TrainingPlan.builder().batchSize(20).optimizer(first).build();
    TrainingPlan changed = TrainingPlan.builder().batchSize(20).optimizer(second).build();
    TrainingSession session = new TrainingSession(TinyGraph.build(), INPUT);
    Path file = folder.resolve("model.zip");
    session.run(plan, IMAGES).model().save(file);

    ComputationGraph inMemory = session.run(changed, IMAGES).model().graph();
    ComputationGraph fromFile =
        TrainingSession.resume(TrainedModel.load(file)).run(changed, IMAGES).model().graph();

    assertThat(fromFile.getIterationCount()).isEqualTo(6);
    assertThat(fromFile.params()).isEqualTo(inMemory.params());
  }

  @Test
  void stateIsKeptWhereTheLayersHadRatesOfTheirOwn() {
    DataSet data = data();
    ComputationGraph uniform = twoLayers(0.1, 0.1);
    ComputationGraph mixed = twoLayers(0.1, 0.05);
    uniform.fit(data);
    mixed.fit(data);
    // The same gradients so far, and moments do not depend on the rate.
    mixed.params().assign(uniform.params());
    assertThat(mixed.getUpdater().getUpdaterBlocks())
        .hasSizeGreaterThan(uniform.getUpdater().getUpdaterBlocks().size());

    Optimizer.adam(0.01).applyTo(uniform);
    Optimizer.adam(0.01).applyTo(mixed);
    uniform.fit(data);
    mixed.fit(data);

    assertThat(mixed.getIterationCount()).isEqualTo(2);
    assertThat(mixed.params()).isEqualTo(uniform.params());
  }

  /** Four features, three classes, eight examples. */
  private static DataSet data() {
    Nd4j.getRandom().setSeed(11);
    INDArray features = Nd4j.randn(DataType.FLOAT, 8, 4);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, 8, 3);
    IntStream.range(0, 8).forEach(i -> labels.putScalar(i, i * 5 % 3, 1));
    return new DataSet(features, labels);
  }

  private static ComputationGraph softmaxRegression() {
    return initialized(
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .graphBuilder()
            .addInputs("input")
            .addLayer("output", output(4, new Sgd(1)), "input"));
  }

  private static ComputationGraph twoLayers(double firstRate, double secondRate) {
    return initialized(
        new NeuralNetConfiguration.Builder()
            .seed(3)
            .graphBuilder()
            .addInputs("input")
            .addLayer("hidden", hidden(new Adam(firstRate)), "input")
            .addLayer("output", output(5, new Adam(secondRate)), "hidden"));
  }

  private static DenseLayer hidden(IUpdater updater) {
    return new DenseLayer.Builder()
        .nIn(4)
        .nOut(5)
        .activation(Activation.TANH)
        .updater(updater)
        .build();
  }

  private static OutputLayer output(int inputs, IUpdater updater) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(inputs)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .updater(updater)
        .build();
  }

  private static ComputationGraph initialized(GraphBuilder configuration) {
    ComputationGraph graph = new ComputationGraph(configuration.setOutputs("output").build());
    graph.init();
    return Engines.attach(graph); // the engine's module runs these tests on the engine
  }
}
