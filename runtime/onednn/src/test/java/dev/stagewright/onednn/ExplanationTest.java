package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.data.Stripes;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.LogitSlopes;
import dev.stagewright.engine.Precision;
import dev.stagewright.model.Provenance;
import dev.stagewright.model.TaskHead;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.network.Network;
import dev.stagewright.prediction.GradCam;
import dev.stagewright.prediction.GradCam.Heat;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.NoOp;

/** Where a network looks is the same on the engine as by Deeplearning4j's layers. */
class ExplanationTest {

  private static final NamedPicture PICTURE = NamedPicture.of(new Stripes(3, 1), 1);

  /** Random networks have every pooling and every task among them. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 6, 7, 8, 9, 10, 11, 12, 13})
  void isTheSameForEveryLayerOfRandomNetworks(long seed, @TempDir Path directory) {
    DataFormat format = seed % 2 == 0 ? DataFormat.CHANNELS_LAST : DataFormat.CHANNELS_FIRST;
    Network network =
        Declared.compile(new RandomDeclaration(seed), directory)
            .seed(seed)
            .dataFormat(format)
            .inputShape(new InputShape(41, 37, 3))
            .build();
    ComputationGraph stock = new ComputationGraph(network.configuration());
    stock.init();
    Graphs.shake(stock, seed);
    ImageInput input = ImageInput.of(network, Preprocessing.TF);
    GradCam expected = new GradCam(model(stock, input));

    GradCam found = new GradCam(model(SmallGraph.engine(stock), input));

    assertThat(found.layers()).isNotEmpty().isEqualTo(expected.layers());
    for (String layer : found.layers()) {
      assertSame(found.explain(PICTURE, null, layer), expected.explain(PICTURE, null, layer), 1e-3);
    }
  }

  private static TrainedModel model(ComputationGraph graph, ImageInput input) {
    TaskHead head = TaskHead.of(graph);
    List<String> labels =
        IntStream.range(0, head.task().labels(head.outputs())).mapToObj(i -> "label " + i).toList();
    return new TrainedModel(graph, labels, input, Provenance.unknown("a test"));
  }

  /**
   * @param share of the largest value by which values may differ
   */
  private static void assertSame(Heat found, Heat expected, double share) {
    assertThat(found.label()).isEqualTo(expected.label());
    List<Double> values = values(expected);
    double largest = values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    List<Double> own = values(found);
    assertThat(own).as(expected.layer()).hasSameSizeAs(values);
    for (int i = 0; i < own.size(); i++) {
      assertThat(own.get(i))
          .as("%s, cell %d", expected.layer(), i)
          .isCloseTo(values.get(i), Offset.offset(1e-9 + share * largest));
    }
  }

  private static List<Double> values(Heat heat) {
    return heat.rows().stream().flatMap(List::stream).toList();
  }

  private static ComputationGraph small() {
    ComputationGraph stock = SmallGraph.stock(new NoOp());
    Graphs.shake(stock, 5);
    return stock;
  }

  private static ImageInput smallInput() {
    InputShape shape = new InputShape(SmallGraph.SIDE, SmallGraph.SIDE, 3);
    return new ImageInput(shape, DataFormat.CHANNELS_LAST, Preprocessing.TF);
  }

  /** In front of the average pool and deeper inside, where different plans do it. */
  @ParameterizedTest
  @ValueSource(strings = {"elu2", "add", "elu1", "conv1"})
  void theEngineComputesItAndSeesNewParameters(String layer) {
    ComputationGraph stock = small();
    ComputationGraph engine = SmallGraph.engine(stock);
    INDArray image = Nd4j.randn(DataType.FLOAT, 1, SmallGraph.SIDE, SmallGraph.SIDE, 3);
    assertThat(((LogitSlopes) engine).slopes(image, layer, outputs -> 0)).isPresent();

    stock.params().muli(1.5); // the engine's parameters are the same array
    ((OneDnnGraph) engine).parametersChanged();

    assertSame(
        new GradCam(model(engine, smallInput())).explain(PICTURE, "label 2", layer),
        new GradCam(model(stock, smallInput())).explain(PICTURE, "label 2", layer),
        1e-4);
  }

  @Test
  void bfloat16LooksAtTheSamePlaces() {
    assumeThat(new OneDnnEngine().supports(Precision.BF16)).isTrue();
    ComputationGraph stock = small();
    EngineSettings settings = EngineSettings.DEFAULT.withPrecision(Precision.BF16);

    assertSame(
        new GradCam(model(SmallGraph.engine(stock, settings), smallInput()))
            .explain(PICTURE, "label 1", "elu1"),
        new GradCam(model(stock, smallInput())).explain(PICTURE, "label 1", "elu1"),
        0.05);
  }
}
