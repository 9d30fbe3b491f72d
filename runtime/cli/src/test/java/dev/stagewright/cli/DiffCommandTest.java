package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code stagewright diff}: two networks beside each other, layer by layer. */
class DiffCommandTest {

  private static String last(Run run) {
    return run.out().lines().reduce((first, second) -> second).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"ResNet50", "SeResNet50", "WideResNet28x10Elu", "SmallOwn"})
  void aNetworkDoesNotDifferFromItself(String name) {
    Run run = Run.of("diff", name, name);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out().lines()).hasSize(3);
    assertThat(last(run)).contains(" 0 changed, 0 only in " + name + ", 0 only in " + name);
  }

  @Test
  void whatALayerComputesIsCompared() {
    Run run = Run.of("diff", "ResNet50Elu", "ResNet50");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines())
        .startsWith(
            "--- ResNet50Elu (dev.stagewright.networks.ResNet50Elu)",
            "+++ ResNet50 (dev.stagewright.networks.ResNet50)",
            "~ elu_conv1 -> relu_conv1: ELU, alpha 1.0 -> ReLU",
            "~ elu2a_branch2a -> relu2a_branch2a: ELU, alpha 1.0 -> ReLU");
    assertThat(last(run))
        .isEqualTo(
            "125 layers alike, 49 changed, 0 only in ResNet50Elu, 0 only in ResNet50, 0 renamed;"
                + " parameters 25,636,712 -> 25,636,712, GFLOPs 7.66 -> 7.66");
  }

  /** By index, everything behind the first gate would differ. */
  @Test
  void layersAreAligned() {
    Run run = Run.of("diff", "TorchResNet50", "SeResNet50");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out().lines().filter(line -> line.startsWith("+ ")))
        .hasSize(4 * 16)
        .contains(
            "+ layer1.0.se.fc1: dense, ReLU, output 1 x 1 x 16, parameters 4,112",
            "+ layer4.2.se: gate, output 7 x 7 x 2048, parameters 0");
    assertThat(run.out().lines().filter(line -> line.startsWith("- "))).isEmpty();
    // timm's last normalization of a branch starts with a gamma of 0.
    assertThat(run.out().lines().filter(line -> line.startsWith("~ ")))
        .hasSize(16)
        .allMatch(line -> line.contains(".bn3"));
    assertThat(last(run)).contains(", 16 changed, 0 only in TorchResNet50, 64 only in SeResNet50");
  }

  @ParameterizedTest
  @CsvSource({"TorchResNet50, TorchResNet101, 170", "TorchResNet18, TorchResNet34, 56"})
  void deeperNetworksHaveMoreBlocks(String a, String b, int more) {
    Run run = Run.of("diff", "--ignore-names", a, b);

    assertThat(run.out().lines().filter(line -> line.startsWith("+ "))).hasSize(more);
    assertThat(last(run)).contains(" 0 changed, 0 only in " + a);
  }

  @Test
  void namesAreCompared() {
    Run named = Run.of("diff", "KerasResNet50", "TorchResNet50");
    Run ignored = Run.of("diff", "KerasResNet50", "TorchResNet50", "--ignore-names");

    assertThat(named.out().lines())
        .contains("= conv2_block1_1_relu -> layer1.0.relu1")
        .contains(
            "~ conv1_bn -> bn1: epsilon 1.001e-5, momentum 0.99 -> epsilon 1e-5, momentum 0.9")
        .contains("~ initialization: GLOROT_UNIFORM -> TORCH");
    assertThat(ignored.out().lines()).noneMatch(line -> line.startsWith("= "));
    assertThat(ignored.exitCode()).isEqualTo(1);
  }

  @Test
  void whatCannotBeComparedIsNoDifference() {
    assertThat(Run.of("diff", "ResNet50", "ResNet5"))
        .extracting(Run::exitCode, Run::out)
        .containsExactly(2, "");
  }
}
