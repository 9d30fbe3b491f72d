package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.catalog.LayerDescription;
import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.catalog.NetworkDescription;
import dev.stagewright.network.LayerFacts;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the processor writes of a network is what Deeplearning4j has of it, layer by layer. */
class DescriptionsTest {

  private static final NetworkCatalog CATALOG = NetworkCatalog.ofClassPath();

  /** What both tell of a layer; a row has no height and width. */
  private record Layer(
      String name,
      List<String> inputs,
      List<Integer> output,
      long parameters,
      long trainable,
      long flops,
      boolean own) {

    static Layer of(LayerDescription layer) {
      return new Layer(
          layer.name(),
          layer.inputs(),
          shape(layer.output()),
          layer.parameters(),
          layer.trainable(),
          layer.flops(),
          layer.own() != null);
    }

    static Layer of(LayerFacts layer) {
      return new Layer(
          layer.name(),
          layer.inputs(),
          shape(layer.output()),
          layer.parameters(),
          layer.trainable(),
          layer.flops(),
          layer.own() != null);
    }

    private static List<Integer> shape(List<Integer> output) {
      return output.size() == 1 ? List.of(1, 1, output.get(0)) : output;
    }
  }

  static Stream<String> names() {
    return CATALOG.networks().stream()
        .filter(network -> network.type().matches("dev\\.stagewright\\.networks\\.\\w+"))
        .map(NetworkDescription::name);
  }

  @ParameterizedTest
  @MethodSource("names")
  void everyLayerIsAsDeeplearning4jHasIt(String name) {
    assertThat(CATALOG.find(name).layers().stream().map(Layer::of))
        .containsExactlyElementsOf(
            LayerFacts.of(CATALOG.builder(name).build()).stream().map(Layer::of).toList());
  }
}
