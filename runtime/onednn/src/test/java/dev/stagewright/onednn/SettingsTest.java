package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Engines;
import dev.stagewright.engine.SettingException;
import dev.stagewright.engine.Threads;
import dev.stagewright.errors.StagewrightException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.learning.config.Sgd;

/** System properties with values that cannot be, told when a graph is attached. */
class SettingsTest {

  private static final String[] PROPERTIES = {
    Engines.PROPERTY,
    EngineSettings.PRECISION,
    EngineSettings.THREADS,
    EngineSettings.WINOGRAD,
    EngineSettings.KEPT_BYTES,
    EngineSettings.PLANS
  };

  private final ComputationGraph stock = SmallGraph.stock(new Sgd(0.1));
  private final String engine = System.getProperty(Engines.PROPERTY, "onednn");

  @BeforeEach
  void useTheEngine() {
    System.clearProperty(Engines.PROPERTY);
  }

  @AfterEach
  void restore() {
    for (String property : PROPERTIES) {
      System.clearProperty(property);
    }
    System.setProperty(Engines.PROPERTY, engine);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stagewright.engine|foo|onednn or none",
        "stagewright.engine||onednn or none",
        "stagewright.precision|f16|f32 or bf16",
        "stagewright.threads|two|a whole number of threads from 1 to MOST, four times the processors",
        "stagewright.threads|0|a whole number of threads from 1 to MOST, four times the processors",
        "stagewright.threads|20000|a whole number of threads from 1 to MOST, four times the processors",
        "stagewright.winograd|Always|auto, always or never",
        "stagewright.keep.bytes|2g|a whole number of at least 0",
        "stagewright.keep.bytes|-1|a whole number of at least 0",
        "stagewright.plans|0|a whole number of at least 1",
        "stagewright.plans|3000000000|a whole number of at least 1"
      })
  void aValueThatCannotBeIsToldWithWhatIsAllowed(String property, String value, String allowed) {
    String found = value == null ? "" : value;
    System.setProperty(property, found);
    String expected = allowed.replace("MOST", String.valueOf(Threads.most()));

    assertThatThrownBy(() -> Engines.attach(stock))
        .hasMessage("-D%s: found \"%s\"; expected %s".formatted(property, found, expected))
        .asInstanceOf(InstanceOfAssertFactories.type(SettingException.class))
        .returns(StagewrightException.Kind.USAGE, SettingException::kind);
  }

  @ParameterizedTest
  @CsvSource({"stagewright.precision,f16", "stagewright.threads,0"})
  void aValueThatCannotBeIsToldWhereNoEngineRunsToo(String property, String value) {
    System.setProperty(Engines.PROPERTY, "none");
    System.setProperty(property, value);

    assertThatThrownBy(() -> Engines.attach(stock)).isInstanceOf(SettingException.class);
  }
}
