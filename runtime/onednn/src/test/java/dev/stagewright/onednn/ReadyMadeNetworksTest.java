package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.catalog.NetworkDescription;
import dev.stagewright.engine.Engines;
import dev.stagewright.network.Network;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

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

    assertThat(found.squaredDistance(stock.outputSingle(images))).isLessThan(1e-9);
  }
}
