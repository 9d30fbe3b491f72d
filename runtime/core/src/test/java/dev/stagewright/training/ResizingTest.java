package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.network.InputShape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizingTest {

  private static final Resizing GROWING =
      new Resizing(List.of(new Resizing.Phase(0.5, 0.5), new Resizing.Phase(0.75, 0.7143)));

  @ParameterizedTest
  @CsvSource({"0, 112, 100", "0.49, 112, 100", "0.5, 160, 143", "0.75, 224, 200", "0.99, 224, 200"})
  void sizesGrow(double progress, int height, int width) {
    assertThat(GROWING.shape(new InputShape(224, 200, 3), progress))
        .isEqualTo(new InputShape(height, width, 3));
  }

  @ParameterizedTest
  @CsvSource({"0, 0.50256", "0.5, 0.37756", "0.75, 0.25", "1, 0"})
  void workGoesByAreas(double progress, double left) {
    assertThat(GROWING.workLeft(progress)).isCloseTo(left, within(1e-4));
    assertThat(Resizing.NONE.workLeft(progress)).isCloseTo(1 - progress, within(1e-12));
  }

  @Test
  void phasesRise() {
    assertThatThrownBy(
            () ->
                new Resizing(List.of(new Resizing.Phase(0.5, 0.5), new Resizing.Phase(0.25, 0.7))))
        .isInstanceOf(TrainingException.class)
        .hasMessage("phases: found one until 0.25 behind one until 0.5; expected them to rise");
    assertThatThrownBy(() -> new Resizing.Phase(0.5, 1))
        .hasMessage("scale: found 1.0; expected a number of at least 0 and below 1");
  }
}
