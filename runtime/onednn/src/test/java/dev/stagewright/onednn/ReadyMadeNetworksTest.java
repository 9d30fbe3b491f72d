package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.catalog.NetworkDescription;
import dev.stagewright.engine.Engines;
import dev.stagewright.engine.PlanStep;
import dev.stagewright.network.Network;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/** Every ready-made network computes what Deeplearning4j computes, on the engine. */
class ReadyMadeNetworksTest {

  private static final NetworkCatalog CATALOG = NetworkCatalog.ofClassPath();

  private final @Nullable String engine = System.getProperty(Engines.PROPERTY);

  @BeforeEach
  void useTheEngine() {
    System.clearProperty(Engines.PROPERTY);
  }

  @AfterEach
  void restore() {
    if (engine != null) {
      System.setProperty(Engines.PROPERTY, engine);
    }
  }

  static Stream<String> names() {
    return CATALOG.networks().stream()
        .filter(network -> network.type().matches("dev\\.stagewright\\.networks\\.\\w+"))
        .map(NetworkDescription::name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void agreesWithDeeplearning4j(String name) {
    int side = Math.max(33, CATALOG.find(name).minimumInput().height());
    Network network = CATALOG.builder(name).inputShape(side, side, 3).build();
    ComputationGraph stock = new ComputationGraph(network.configuration());
    stock.init();
    ComputationGraph attached = Engines.attach(stock);
    assertThat(Engines.status(attached)).startsWith("onednn");
    INDArray images = Nd4j.rand(DataType.FLOAT, 2, side, side, 3);

    INDArray found = attached.outputSingle(images);

    INDArray expected = stock.outputSingle(images);
    Graphs.assertClose(
        "log-probabilities", Transforms.log(found), Transforms.log(expected), 3e-4, 1e-4);
  }

  /** oneDNN computes everything, but some of it by code that takes a hundred times as long. */
  @ParameterizedTest
  @CsvSource({
    "EcaResNet50D, false",
    "EcaResNet50D, true",
    "KerasResNet50V2, false",
    "KerasResNet50V2, true",
    "SeResNet50, false",
    "SeResNet50, true",
    "TorchResNeXt50, false",
    "TorchResNeXt50, true",
    "WideResNet28x10Elu, false"
  })
  void nothingIsLeftToReferenceImplementations(String name, boolean training) {
    int side = Math.max(33, CATALOG.find(name).minimumInput().height());
    Network network = CATALOG.builder(name).inputShape(side, side, 3).build();
    ComputationGraph stock = new ComputationGraph(network.configuration());
    stock.init();
    ComputationGraph attached = Engines.attach(stock);

    List<PlanStep> steps =
        new OneDnnDiagnostics()
            .describe(attached, new long[] {2, side, side, 3}, training, 0)
            .steps();

    assertThat(steps).filteredOn(step -> step.implementation().startsWith("ref")).isEmpty();
  }
}
