package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import dev.stagewright.network.Network;
import dev.stagewright.network.StageInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The depths with names: parameters, layers and shapes as Deeplearning4j sees generated code. */
class FamilyTest {

  private static Generated basic(String projection, int... blocks) {
    return Generated.from(
        "@ResNet(projection = Projection.%s)".formatted(projection),
        "@Stem",
        String.format(Locale.ROOT, "@Stage(blocks = %d, filters = {64, 64})", blocks[0]),
        String.format(Locale.ROOT, "@Stage(blocks = %d, filters = {128, 128})", blocks[1]),
        String.format(Locale.ROOT, "@Stage(blocks = %d, filters = {256, 256})", blocks[2]),
        String.format(Locale.ROOT, "@Stage(blocks = %d, filters = {512, 512})", blocks[3]),
        "@Head");
  }

  /** The two middle stages are long enough for Caffe to number their blocks. */
  private static Generated bottleneck(int second, int third) {
    return Generated.from(
        "@ResNet",
        "@Stem",
        "@Stage(blocks = 3, filters = {64, 64, 256})",
        String.format(
            Locale.ROOT,
            "@Stage(blocks = %d, filters = {128, 128, 512}, naming = Naming.NUMBERS)",
            second),
        String.format(
            Locale.ROOT,
            "@Stage(blocks = %d, filters = {256, 256, 1024}, naming = Naming.NUMBERS)",
            third),
        "@Stage(blocks = 3, filters = {512, 512, 2048})",
        "@Head");
  }

  @ParameterizedTest
  @CsvSource({
    "WHERE_SHAPES_DIFFER, 2, 2, 2, 2, 11703912",
    "FIRST_BLOCK, 2, 2, 2, 2, 11708328",
    "WHERE_SHAPES_DIFFER, 3, 4, 6, 3, 21823208",
    "FIRST_BLOCK, 3, 4, 6, 3, 21827624"
  })
  void basicBlocksHaveTheParametersOfTheReference(
      String projection, int a, int b, int c, int d, long parameters) {
    Generated generated = basic(projection, a, b, c, d);

    assertAgrees(generated, parameters);
    assertThat(Generated.shapes(generated.network()).containsKey("res2a_branch1"))
        .isEqualTo(projection.equals("FIRST_BLOCK"));
  }

  @ParameterizedTest
  @CsvSource({"4, 6, 25636712", "4, 23, 44707176", "8, 36, 60419944"})
  void bottlenecksHaveTheParametersOfTheReference(int second, int third, long parameters) {
    assertAgrees(bottleneck(second, third), parameters);
  }

  @Test
  void longStagesHaveCaffesNames() {
    Network network = bottleneck(4, 23).network();

    assertThat(network.stages())
        .extracting(StageInfo::output)
        .containsExactly("out2c", "out3b3", "out4b22", "out5c");
    assertThat(Generated.shapes(network))
        .containsKeys("res3a_branch1", "res3b1_branch2a", "bn4b22_branch2c", "elu4b1_branch2b")
        .doesNotContainKeys("res3b_branch2a", "res4b23_branch2a");
  }

  /** Without being asked, where there are too few letters. */
  @ParameterizedTest
  @CsvSource({"26, out2z, res2b_branch2a", "27, out2b26, res2b1_branch2a"})
  void stagesOfMoreThan26BlocksNumberThem(int blocks, String output, String second) {
    Network network =
        Generated.from(
                "@ResNet(input = @Input(height = 8, width = 8))",
                "@Stem(filters = 4, kernel = 3, stride = 1, padding = 1, pool = @Pool(kernel = 0))",
                String.format(Locale.ROOT, "@Stage(blocks = %d, filters = {4, 4})", blocks),
                "@Head(pool = 8, classes = 2)")
            .network();

    assertThat(network.stages().get(0).output()).isEqualTo(output);
    assertThat(network.configuration().getVertices())
        .containsKeys("res2a_branch2a", second, output);
  }

  /** Deeplearning4j, the description and the reference agree, layer by layer. */
  private static void assertAgrees(Generated generated, long parameters) {
    Network network = generated.network();
    var description = generated.description();

    assertThat(Generated.parameters(network.configuration())).isEqualTo(parameters);
    assertThat(description.get("parameters").getAsLong()).isEqualTo(parameters);
    assertThat(described(description.getAsJsonArray("layers"), "name", "output"))
        .containsAllEntriesOf(layersOnly(Generated.shapes(network)));
    assertThat(described(description.getAsJsonArray("stages"), "number", "output").values())
        .containsExactlyElementsOf(
            network.stages().stream()
                .map(stage -> Generated.shapes(network).get(stage.output()))
                .toList());
  }

  private static Map<String, List<Long>> layersOnly(Map<String, List<Long>> shapes) {
    Map<String, List<Long>> layers = new LinkedHashMap<>(shapes);
    layers.remove("input");
    return layers;
  }

  private static Map<String, List<Long>> described(JsonArray entries, String key, String value) {
    Map<String, List<Long>> map = new LinkedHashMap<>();
    for (JsonElement entry : entries) {
      List<Long> numbers = new ArrayList<>();
      entry.getAsJsonObject().getAsJsonArray(value).forEach(n -> numbers.add(n.getAsLong()));
      map.put(entry.getAsJsonObject().get(key).getAsString(), numbers);
    }
    return map;
  }
}
