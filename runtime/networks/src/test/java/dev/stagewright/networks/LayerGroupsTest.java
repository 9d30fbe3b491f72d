package dev.stagewright.networks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import dev.stagewright.catalog.LayerDescription;
import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.catalog.NetworkDescription;
import dev.stagewright.network.LayerGroups;
import dev.stagewright.network.Network;
import dev.stagewright.network.OptionException;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Stem, blocks and head of the ready-made networks are found in their graphs. */
class LayerGroupsTest {

  private static final NetworkCatalog CATALOG = NetworkCatalog.ofClassPath();

  static Stream<String> networks() {
    return CATALOG.networks().stream().map(NetworkDescription::name);
  }

  private static LayerGroups groups(String name) {
    Network network = CATALOG.builder(name).build();
    ComputationGraph graph = new ComputationGraph(network.configuration());
    graph.init();
    return LayerGroups.of(graph, network.stages());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void groupsAreThoseOfTheDeclaration(String name) {
    Map<String, Set<String>> declared = new LinkedHashMap<>();
    for (LayerDescription layer : CATALOG.find(name).layers()) {
      declared
          .computeIfAbsent(layer.stage() + " " + layer.block(), key -> new LinkedHashSet<>())
          .add(layer.name());
    }

    List<Set<String>> found = groups(name).groups().stream().map(Set::copyOf).toList();

    assertThat(found).containsExactlyInAnyOrderElementsOf(declared.values());
  }

  @ParameterizedTest
  @CsvSource({
    "ResNet50Elu, stem, pool1",
    "ResNet50Elu, stage 2, out2c",
    "ResNet50Elu, Stage5, out5c",
    "ResNet50Elu, out3b, out3b",
    "KerasResNet50V2, stem, pool1_pool"
  })
  void stagesEndInTheirLastLayer(String network, String stage, String layer) {
    assertThat(groups(network).end(stage)).isEqualTo(layer);
  }

  @ParameterizedTest
  @CsvSource({"stage 9", "res2a_branch2a", "fc1000", "nope"})
  void whereNotEverythingPassesNothingEnds(String name) {
    assertThatThrownBy(() -> groups("ResNet50Elu").end(name))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "freezeTo: found \"%s\"; expected stem, stage 2, stage 3, stage 4, stage 5 or the name of a layer in front of the output through which everything passes"
                .formatted(name));
  }

  /** The shares of timm's {@code param_groups_layer_decay}, by the parameters' names there. */
  @Test
  void ratesDecayAsTimms() throws IOException {
    Map<String, Double> timm;
    try (InputStream json =
        Objects.requireNonNull(LayerGroupsTest.class.getResourceAsStream("block_decay.json"))) {
      timm =
          new Gson()
              .fromJson(
                  new String(json.readAllBytes(), UTF_8),
                  new TypeToken<Map<String, Double>>() {}.getType());
    }

    Map<String, Double> rates = groups("TorchResNet50").rates(0.75);

    assertThat(timm).hasSize(161);
    assertThat(timm)
        .allSatisfy(
            (parameter, share) ->
                assertThat(rates.get(parameter.replaceFirst("\\.[a-z]+$", "")))
                    .as(parameter)
                    .isCloseTo(share, within(1e-12)));
  }
}
