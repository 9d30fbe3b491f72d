package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Engines;
import dev.stagewright.engine.Precision;
import dev.stagewright.model.Provenance;
import dev.stagewright.onednn.internal.plan.Natives;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.listeners.CollectScoresListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** What runs a graph is told, and attaching again changes it. */
class StatusTest {

  /** A program whose first question is what runs graphs, as FashionDemo's is. */
  static final class StatusFirst {
    private StatusFirst() {}

    /** Tells it before and with a graph. */
    public static void main(String[] arguments) {
      System.out.println(Engines.status());
      System.out.println(Engines.status(SmallGraph.stock(new Sgd(0.1))));
    }
  }

  private final String engine = System.getProperty(Engines.PROPERTY, "onednn");

  @BeforeEach
  void useTheEngine() {
    System.clearProperty(Engines.PROPERTY);
    System.setProperty(EngineSettings.THREADS, "2");
  }

  @AfterEach
  void restore() {
    System.setProperty(Engines.PROPERTY, engine);
    System.clearProperty(EngineSettings.THREADS);
  }

  private static ComputationGraph withUnknownLayer() {
    var builder =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(InputType.convolutional(8, 8, 3));
    builder.addLayer("conv", new ConvolutionLayer.Builder(3, 3).nOut(4).build(), "input");
    builder.addLayer("lrn", new LocalResponseNormalization.Builder().build(), "conv");
    builder.addLayer("output", new OutputLayer.Builder().nOut(2).build(), "lrn");
    ComputationGraph graph = new ComputationGraph(builder.setOutputs("output").build());
    graph.init();
    return graph;
  }

  @Test
  void theSentenceNamesWhatRunsTheGraphOrWhatIsInTheWay() {
    ComputationGraph stock = SmallGraph.stock(new Nesterovs(0.01, 0.9));

    assertThat(Engines.status(Engines.attach(stock))).isEqualTo("onednn, float32, 2 threads");
    assertThat(Engines.status(stock))
        .isEqualTo(
            "Deeplearning4j: this graph is not attached to the engine; Engines.attach(graph) does it");
    assertThat(Engines.status(withUnknownLayer()))
        .isEqualTo(
            "Deeplearning4j: the engine does not know layer \"lrn\": a LocalResponseNormalization");
    System.setProperty(Engines.PROPERTY, "none");
    assertThat(Engines.status(stock))
        .isEqualTo("Deeplearning4j: engines are switched off by -Dstagewright.engine=none");
  }

  @Test
  void whatATrainingRunWasComputedWithIsRecorded() {
    EngineSettings settings = EngineSettings.DEFAULT.withThreads(1).withKeptBytes(7);
    ComputationGraph graph = Engines.attach(SmallGraph.stock(new Sgd(0.1)), settings);

    assertThat(Provenance.now(graph, "noise", Map.of(), Map.of(), null).latest().environment())
        .containsKeys("os", "processors")
        .containsEntry("instructionSet", Natives.instructionSet())
        .containsEntry("engine", "onednn, float32, 1 thread, keptBytes=7")
        .containsAllEntriesOf(settings.byName());
  }

  @Test
  void attachingAgainComputesInWhatIsAskedForAndKeepsEverythingElse() {
    assumeTrue(Natives.supports(Precision.BF16), "this processor has no bfloat16 arithmetic");
    ComputationGraph half =
        Engines.attach(SmallGraph.stock(new Nesterovs(0.01, 0.9)), Precision.BF16);
    CollectScoresListener listener = new CollectScoresListener(1);
    half.setListeners(listener);
    half.fit(SmallGraph.data(4, 1));
    INDArray x = SmallGraph.data(3, 9).getFeatures();
    INDArray coarse = half.outputSingle(x);

    ComputationGraph full = Engines.attach(half, Precision.F32);

    assertThat(Engines.attach(half, Precision.BF16)).isSameAs(half);
    assertThat(Engines.attach(full, Precision.F32)).isSameAs(full);
    assertThat(Engines.status(half)).isEqualTo("onednn, bfloat16, 2 threads");
    assertThat(Engines.status(full)).isEqualTo("onednn, float32, 2 threads");
    ComputationGraph stock = SmallGraph.stock(new Nesterovs(0.01, 0.9));
    stock.setParams(half.params());
    Graphs.assertClose("output", full.outputSingle(x), stock.outputSingle(x), 1e-5, 1e-4);
    assertThat(full.outputSingle(x)).isNotEqualTo(coarse);
    assertThat(full.getListeners()).containsExactly(listener);
    assertThat(full.getUpdater(false).getStateViewArray())
        .isEqualTo(half.getUpdater(false).getStateViewArray());
    full.fit(SmallGraph.data(4, 2));
    assertThat(half.outputSingle(x)).as("sees what the other one trained").isNotEqualTo(coarse);
    assertThat(half.getIterationCount()).isEqualTo(2);
  }

  @Test
  void attachingAgainUsesTheSettingsThatAreAskedFor() {
    ComputationGraph two = Engines.attach(SmallGraph.stock(new Nesterovs(0.01, 0.9)));
    EngineSettings others =
        EngineSettings.DEFAULT
            .withThreads(1)
            .withWinograd(EngineSettings.Winograd.NEVER)
            .withKeptBytes(0)
            .withPlans(2);

    ComputationGraph one = Engines.attach(two, others);

    assertThat(Engines.settings(one)).contains(others);
    assertThat(Engines.attach(one, others)).isSameAs(one);
    assertThat(Engines.settings(one.clone())).contains(others);
    assertThat(Engines.status(one))
        .isEqualTo("onednn, float32, 1 thread, winograd=never, keptBytes=0, plans=2");
    assertThat(Engines.status(two)).isEqualTo("onednn, float32, 2 threads");
    assertThat(Engines.settings(SmallGraph.stock(new Nesterovs(0.01, 0.9)))).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void openMpIsToldHowToWaitBeforeTheEngineLoadsIt() throws Exception {
    ChildProcess.Result result =
        ChildProcess.run(StatusFirst.class, List.of(), Map.of("OMP_DISPLAY_ENV", "VERBOSE"));

    assertThat(result.output())
        .contains("GOMP_SPINCOUNT = '1000'", "onednn")
        .doesNotContain("threads spin");
  }
}
