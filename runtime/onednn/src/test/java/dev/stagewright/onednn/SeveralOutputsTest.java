package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.engine.OutputListener;
import dev.stagewright.engine.Precision;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.data.Percentage;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Random graphs with several inputs and outputs, in an order that is not that of the layers: the
 * engine in float32 against Deeplearning4j in float64.
 */
class SeveralOutputsTest {

  private record Both(ComputationGraph engine, ComputationGraph exact, RandomGraph random) {
    static Both of(RandomGraph random, long seed) {
      ComputationGraph stock = new ComputationGraph(random.configuration());
      stock.init();
      Graphs.shake(stock, seed);
      ComputationGraph exact = stock.convertDataType(DataType.DOUBLE);
      ComputationGraph engine = new OneDnnEngine().attach(stock, Precision.F32);
      assertThat(engine).isInstanceOf(OneDnnGraph.class);
      return new Both(engine, exact, random);
    }

    /** By layers, since Deeplearning4j's own {@code output} fails for some of these graphs. */
    void assertSameOutputs(INDArray[] features) {
      INDArray[] found = engine.output(features);
      assertThat(found).hasSameSizeAs(random.outputs());
      assertClose(found, exact.feedForward(doubles(features), false));
    }

    void assertClose(INDArray[] found, Map<String, INDArray> expected) {
      for (int i = 0; i < found.length; i++) {
        String layer = random.outputs().get(i);
        INDArray right = Objects.requireNonNull(expected.get(layer));
        Graphs.assertClose(layer, found[i], right, 1e-5, 1e-4);
      }
    }
  }

  private static INDArray[] doubles(INDArray[] arrays) {
    return Arrays.stream(arrays).map(a -> a.castTo(DataType.DOUBLE)).toArray(INDArray[]::new);
  }

  private static MultiDataSet doubles(MultiDataSet data) {
    return new MultiDataSet(doubles(data.getFeatures()), doubles(data.getLabels()));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void middleLayersAndOutputsWithoutLossArePredicted(long seed) {
    Both both = Both.of(new RandomGraph(seed, false), seed);

    both.assertSameOutputs(both.random().data(3).getFeatures());
  }

  /** Copies the outputs of every step. */
  private static final class Recorder extends BaseTrainingListener implements OutputListener {
    private final List<INDArray> outputs = new ArrayList<>();

    @Override
    public void onOutputs(ComputationGraph graph, INDArray[] found) {
      Arrays.stream(found).map(INDArray::dup).forEach(outputs::add);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void everyLossGetsTheLabelsOfItsOutput(long seed) {
    Both both = Both.of(new RandomGraph(seed, true), seed);
    MultiDataSet data = both.random().data(3);
    MultiDataSet exactData = doubles(data);
    both.assertSameOutputs(data.getFeatures());
    assertThat(both.engine().score(data, false))
        .isCloseTo(both.exact().score(exactData, false), Percentage.withPercentage(0.01));

    Recorder recorder = new Recorder();
    both.engine().setListeners(recorder);
    gradients(both.engine(), data);
    gradients(both.exact(), exactData);

    assertThat(both.engine().score())
        .isCloseTo(both.exact().score(), Percentage.withPercentage(0.01));
    INDArray gradient = both.exact().gradient().gradient();
    double scale = gradient.amaxNumber().doubleValue();
    Graphs.assertClose(
        "gradient", both.engine().gradient().gradient(), gradient, 1e-5 * scale, 1e-3);
    both.assertClose(
        recorder.outputs.toArray(INDArray[]::new),
        both.exact().feedForward(exactData.getFeatures(), true));
  }

  /** Deeplearning4j takes the first labels for both, and forgets one of the predictions. */
  @Test
  void anOutputThatIsListedTwiceIsTrainedAsDeeplearning4jDoesAndPredictedTwice() {
    var configuration = SmallGraph.stock(new Sgd(0.1)).getConfiguration();
    configuration.setNetworkOutputs(List.of("output", "output"));
    ComputationGraph stock = new ComputationGraph(configuration);
    stock.init();
    ComputationGraph engine = SmallGraph.engine(stock.clone());
    INDArray[] features = {SmallGraph.data(4, 1).getFeatures()};
    INDArray[] labels = {SmallGraph.data(4, 1).getLabels(), SmallGraph.data(4, 2).getLabels()};

    stock.fit(features, labels);
    engine.fit(features, labels);

    assertThat(engine.score()).isEqualTo(stock.score());
    INDArray once = Objects.requireNonNull(stock.feedForward(features, false).get("output"));
    INDArray[] found = engine.output(features);
    Graphs.assertClose("first", found[0], once, 1e-5, 1e-4);
    Graphs.assertClose("second", found[1], once, 1e-5, 1e-4);
  }

  private static void gradients(ComputationGraph graph, MultiDataSet data) {
    graph.setInputs(data.getFeatures());
    graph.setLabels(data.getLabels());
    graph.computeGradientAndScore();
  }
}
