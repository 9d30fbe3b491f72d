package dev.stagewright.model;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.data.ImageInput;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.SettingException;
import dev.stagewright.network.DataFormat;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A wrong system property is no fault of the model that is loaded. */
class WrongSettingTest {

  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);

  @AfterEach
  void restore() {
    System.clearProperty(EngineSettings.PRECISION);
  }

  @Test
  void isToldItself(@TempDir Path folder) {
    Path file = folder.resolve("model.zip");
    new TrainedModel(TinyGraph.build(), List.of("a", "b", "c"), INPUT, Provenance.unknown("a test"))
        .save(file);
    System.setProperty(EngineSettings.PRECISION, "half");

    assertThatThrownBy(() -> TrainedModel.load(file))
        .isInstanceOf(SettingException.class)
        .hasMessage("-Dstagewright.precision: found \"half\"; expected f32 or bf16");
  }
}
