package dev.stagewright.weights.keras;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Keras' configurations say of nonlinearities, as versions 2 and 3 write it. */
class ConfiguredNonlinearitiesTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      nullValues = "null",
      value = {
        "{\"class_name\": \"Activation\", \"config\": {\"name\": \"a\", \"activation\": \"relu\"}} | [relu]",
        "{\"class_name\":\"ELU\",\"config\":{\"alpha\":1.0}},{\"activation\":\"softmax\"} | [elu]",
        "{\"activation\": \"linear\"}, {\"activation\": \"hard_sigmoid\"} | []",
        "{\"activation\": \"swish\"}, {\"activation\": \"hard_silu\"} | [hardsilu, silu]",
        "null | []"
      })
  void areFound(String config, String found) {
    assertThat(ConfiguredNonlinearities.in(config)).hasToString(found);
  }
}
