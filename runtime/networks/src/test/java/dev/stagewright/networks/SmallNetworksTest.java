package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.catalog.NetworkDescription;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The networks for small gray pictures have the size that their figures were measured with. */
class SmallNetworksTest {

  @ParameterizedTest
  @CsvSource({
    "FashionQuick, 698282, 0.04",
    "FashionWide, 1229130, 0.08",
    "FashionFine, 698282, 0.16"
  })
  void hasItsParametersAndWork(String name, long parameters, double gigaflops) {
    NetworkDescription description = NetworkCatalog.ofClassPath().find(name);

    assertThat(description.parameters()).isEqualTo(parameters);
    assertThat(Math.round(description.flops() / 1e7) / 100.0).isEqualTo(gigaflops);
    assertThat(description.classes()).isEqualTo(10);
    assertThat(description.input()).hasToString("28 x 28 x 1");
  }
}
