package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.network.AlphaRange;
import dev.stagewright.network.InputShape;
import dev.stagewright.network.MinimumInput;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.network.NetworkDefaults;
import dev.stagewright.network.OptionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that a declared network cannot take. */
class OptionsTest {

  private static NetworkBuilder<?> builder(String nonlinearity) {
    String alpha = nonlinearity.equals("LEAKY_RELU") ? ", alpha = 0.3" : "";
    return Generated.from(
            "@ResNet(nonlinearity = Nonlinearity." + nonlinearity + alpha + ")",
            "@Stem",
            "@Stage(blocks = 1, filters = {4, 4})",
            "@Head(pool = 55)")
        .builder();
  }

  @ParameterizedTest
  @CsvSource({"ELU, 1.0", "ELU, 7.5", "LEAKY_RELU, 0.01", "LEAKY_RELU, 0.99"})
  void anAlphaThatBendsIsTaken(String nonlinearity, double alpha) {
    assertThat(builder(nonlinearity).alpha(alpha).build().options().alphaOr(0.3)).isEqualTo(alpha);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ELU | 0 | it must be a number above 0",
        "ELU | Infinity | it must be a number above 0",
        "LEAKY_RELU | 1 | a leaky ReLU bends only between 0 and 1; Keras' has 0.3",
        "LEAKY_RELU | NaN | a leaky ReLU bends only between 0 and 1; Keras' has 0.3",
        "RELU | 0.3 | no nonlinearity of this network has an alpha; only ELU and leaky ReLU do. Leave it out",
        "SELU | 1 | no nonlinearity of this network has an alpha; only ELU and leaky ReLU do. Leave it out",
        "GELU | 1 | no nonlinearity of this network has an alpha; only ELU and leaky ReLU do. Leave it out",
        "SWISH | 1 | no nonlinearity of this network has an alpha; only ELU and leaky ReLU do. Leave it out"
      })
  void anAlphaThatBendsNothingIsRefused(String nonlinearity, double alpha, String rule) {
    assertThatThrownBy(() -> builder(nonlinearity).alpha(alpha).build())
        .isInstanceOf(OptionException.class)
        .hasMessage("alpha: found " + alpha + "; " + rule);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | Softmax gives a single class the probability 1; for yes or no, give 2",
        "0 | Give your number of classes",
        "-5 | Give your number of classes"
      })
  void aClassifierHasTwoClassesAtLeast(int classes, String advice) {
    assertThatThrownBy(() -> builder("RELU").classes(classes).build())
        .isInstanceOf(OptionException.class)
        .hasMessage("classes: found " + classes + "; a classifier has at least 2. " + advice);
  }

  /** It cannot tell which nonlinearity it has. */
  @Test
  void codeOfTheFirstApiLevelTakesEveryAlphaAboveZero() {
    NetworkDefaults defaults =
        new NetworkDefaults("Old", new InputShape(8, 8, 3), 10, new MinimumInput(1, 1, "any"));

    assertThat(defaults.alpha()).isEqualTo(AlphaRange.POSITIVE);
  }

  @Test
  void anImageThatNoArrayCanHoldIsRefused() {
    assertThatThrownBy(() -> builder("RELU").inputShape(40_000, 40_000, 3))
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "inputShape: found 40000 x 40000 x 3; Deeplearning4j's arrays hold at most 2,147,483,646"
                + " numbers");
  }

  @Test
  void moreParametersThanAnArrayCanHoldAreRefusedBeforeMemoryIsTaken() {
    Network network = builder("RELU").classes(1_000_000_000).build();

    assertThatThrownBy(network::build)
        .isInstanceOf(OptionException.class)
        .hasMessage(
            "Net has 5,000,012,492 parameters with these options; Deeplearning4j's arrays hold at"
                + " most 2,147,483,646 numbers. Use fewer classes or smaller images");
  }
}
