package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.AdaDelta;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.Nesterovs;

/** The engine behind every path by which Deeplearning4j uses or makes a graph. */
class OneDnnGraphTest {

  private final ComputationGraph stock = SmallGraph.stock(new Nesterovs(0.01, 0.9));
  private final ComputationGraph engine = SmallGraph.engine(stock.clone());

  private static void assertSameOutputs(ComputationGraph a, ComputationGraph b) {
    INDArray x = SmallGraph.data(3, 99).getFeatures();
    Graphs.assertClose("output", a.outputSingle(x), b.outputSingle(x), 1e-5, 1e-4);
  }

  @Test
  void trainsAlongWithDeeplearning4jWhateverTheBatch() {
    for (int batch : new int[] {4, 1, 7, 4}) {
      DataSet data = SmallGraph.data(batch, batch);
      stock.fit(data);
      engine.fit(data);
      assertThat(engine.score())
          .isCloseTo(stock.score(), org.assertj.core.data.Offset.offset(1e-4));
    }
    assertThat(engine.getIterationCount()).isEqualTo(4);
    assertSameOutputs(engine, stock);
  }

  @Test
  void sharesTheArraysOfTheGraphItIsAttachedTo() {
    ComputationGraph attached = SmallGraph.engine(stock);
    attached.fit(SmallGraph.data(4, 1));
    assertSameOutputs(attached, stock);
  }

  @Test
  void leavesAnOptimizerThatItDoesNotKnowToDeeplearning4j() {
    ComputationGraph a = SmallGraph.stock(new AdaDelta());
    ComputationGraph b = SmallGraph.engine(a.clone());
    for (int i = 0; i < 3; i++) {
      a.fit(SmallGraph.data(4, i));
      b.fit(SmallGraph.data(4, i));
    }
    assertSameOutputs(b, a);
  }

  @Test
  void seesEveryChangeOfParametersThroughTheGraph() {
    INDArray x = SmallGraph.data(3, 1).getFeatures();
    INDArray before = engine.outputSingle(x);
    engine.setParam("conv1_W", engine.getParam("conv1_W").mul(2));
    stock.setParam("conv1_W", stock.getParam("conv1_W").mul(2));
    assertThat(engine.outputSingle(x)).isNotEqualTo(before);
    assertSameOutputs(engine, stock);
    engine.params().muli(0.5);
    stock.params().muli(0.5);
    assertSameOutputs(engine, stock);
    engine.getLayer("bn1").getParam("gamma").addi(0.3);
    stock.getLayer("bn1").getParam("gamma").addi(0.3);
    assertSameOutputs(engine, stock);
    engine.paramTable().values().forEach(array -> array.muli(1.1));
    stock.paramTable().values().forEach(array -> array.muli(1.1));
    assertSameOutputs(engine, stock);
  }

  @Test
  void aCloneRunsOnTheEngineWithArraysOfItsOwn() {
    engine.fit(SmallGraph.data(4, 1));
    ComputationGraph copy = engine.clone();
    assertThat(copy).isInstanceOf(OneDnnGraph.class);
    assertSameOutputs(copy, engine);
    copy.fit(SmallGraph.data(4, 2));
    engine.fit(SmallGraph.data(4, 2));
    assertThat(copy.params()).isEqualTo(engine.params());
  }

  @Test
  void aRestoredGraphIsStockUntilAttachedAndGoesOnAsIfNeverSaved(@TempDir File directory)
      throws IOException {
    engine.fit(SmallGraph.data(4, 1));
    File file = new File(directory, "model.zip");
    engine.save(file, true);
    ComputationGraph restored = ComputationGraph.load(file, true);
    assertThat(restored.getClass()).isEqualTo(ComputationGraph.class);
    ComputationGraph attached = SmallGraph.engine(restored);
    attached.fit(SmallGraph.data(4, 2));
    engine.fit(SmallGraph.data(4, 2));
    assertThat(attached.params()).isEqualTo(engine.params());
  }

  @Test
  void transferLearningIsStockUntilAttachedAndFrozenLayersStay() {
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(engine).setFeatureExtractor("elu1").build();
    assertThat(frozen.getClass()).isEqualTo(ComputationGraph.class);
    ComputationGraph attached = SmallGraph.engine(frozen.clone());
    INDArray kernel = attached.getParam("conv1_W").dup();
    INDArray mean = attached.getParam("bn1_mean").dup();
    for (int i = 0; i < 3; i++) {
      frozen.fit(SmallGraph.data(4, i));
      attached.fit(SmallGraph.data(4, i));
    }
    assertThat(attached.getParam("conv1_W")).isEqualTo(kernel);
    assertThat(attached.getParam("bn1_mean")).isEqualTo(mean);
    assertSameOutputs(attached, frozen);
  }

  @Test
  void frozenDropoutDropsNothing() {
    ComputationGraph dropping = SmallGraph.withDropout(0.5);
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(dropping).setFeatureExtractor("drop").build();
    ComputationGraph attached = SmallGraph.engine(frozen.clone());
    DataSet data = SmallGraph.data(4, 1);

    frozen.fit(data);
    attached.fit(data);

    assertThat(attached.score())
        .isCloseTo(frozen.score(), org.assertj.core.data.Offset.offset(1e-5));
    assertSameOutputs(attached, frozen);
  }

  @Test
  void listenersFireInDeeplearning4jsOrderAndSeeItsNumbers() {
    List<String> expected = new ArrayList<>();
    List<String> found = new ArrayList<>();
    stock.setListeners(new Recorder(expected));
    engine.setListeners(new Recorder(found));
    DataSet data = SmallGraph.data(4, 1);
    stock.fit(new ListDataSetIterator<>(List.of(data)), 2);
    engine.fit(new ListDataSetIterator<>(List.of(data)), 2);
    assertThat(found).isEqualTo(expected).contains("backward", "gradients");
  }

  /** Records what fires, with the score and the gradient to three digits. */
  private static final class Recorder extends BaseTrainingListener {
    private final List<String> events;

    Recorder(List<String> events) {
      this.events = events;
    }

    @Override
    public void onEpochStart(Model model) {
      events.add("epoch");
    }

    @Override
    public void onBackwardPass(Model model) {
      events.add("backward");
    }

    @Override
    public void onGradientCalculation(Model model) {
      events.add("gradients");
      double norm = model.gradient().gradient().norm2Number().doubleValue();
      events.add(String.format(Locale.ROOT, "%.3g %.3g", model.score(), norm));
    }

    @Override
    public void iterationDone(Model model, int iteration, int epoch) {
      events.add("done " + iteration + " " + epoch);
    }
  }

  @Test
  void evaluatesAndScoresLikeDeeplearning4j() {
    DataSet data = SmallGraph.data(9, 5);
    var batches = new ListDataSetIterator<>(data.asList(), 4);
    assertThat(engine.evaluate(batches).accuracy()).isEqualTo(stock.evaluate(batches).accuracy());
    assertThat(engine.score(data))
        .isCloseTo(stock.score(data), org.assertj.core.data.Offset.offset(1e-5));
  }

  @Test
  void predictsFromSeveralThreadsAtOnce() throws Exception {
    List<Callable<INDArray>> calls = new ArrayList<>();
    List<INDArray> expected = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      INDArray x = SmallGraph.data(1 + i % 3, i).getFeatures();
      expected.add(stock.outputSingle(x));
      calls.add(() -> engine.outputSingle(x));
    }
    ExecutorService pool = Executors.newFixedThreadPool(4);
    List<Future<INDArray>> results = pool.invokeAll(calls);
    pool.shutdown();
    for (int i = 0; i < calls.size(); i++) {
      Graphs.assertClose("output " + i, results.get(i).get(), expected.get(i), 1e-5, 1e-4);
    }
  }

  @Test
  void twoGraphsTrainAtOnceToTheSameBits() throws Exception {
    ComputationGraph first = SmallGraph.engine(SmallGraph.stock(new Adam(1e-3)));
    ComputationGraph second = SmallGraph.engine(SmallGraph.stock(new Adam(1e-3)));
    ExecutorService pool = Executors.newFixedThreadPool(2);
    List<Callable<INDArray>> jobs = List.of(() -> trained(first), () -> trained(second));
    List<Future<INDArray>> results = pool.invokeAll(jobs);
    pool.shutdown();
    assertThat(results.get(0).get()).isEqualTo(results.get(1).get());
    assertThat(trained(SmallGraph.engine(SmallGraph.stock(new Adam(1e-3)))))
        .isEqualTo(results.get(0).get());
  }

  private static INDArray trained(ComputationGraph graph) {
    for (int i = 0; i < 10; i++) {
      graph.fit(SmallGraphData.fixed(i));
    }
    return graph.params();
  }
}
