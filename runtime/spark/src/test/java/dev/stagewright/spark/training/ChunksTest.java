package dev.stagewright.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunksTest {

  private static float[] sent(float[] values, GradientFormat format) {
    float[] received = new float[values.length];
    new Chunks(0, 2, to -> FloatBuffer.wrap(values), format)
        .forEachRemaining(
            chunk -> Chunks.put(chunk._2(), format, from -> FloatBuffer.wrap(received)));
    return received;
  }

  @Test
  void floatsArriveAsTheyAre() {
    float[] values = new float[600_000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.1f;
    }

    assertThat(sent(values, GradientFormat.FLOAT32)).isEqualTo(values);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "-0.0, -0.0",
    "1.00390625, 1", // a tie: to even
    "1.01171875, 1.015625", // the other tie
    "1.004, 1.0078125",
    "3.4028235e38, Infinity",
    "-Infinity, -Infinity",
    "NaN, NaN",
    "1e-40, 9.18355e-41"
  })
  void halvesAreRoundedToTheNearest(float value, float expected) {
    assertThat(sent(new float[] {value}, GradientFormat.BF16)).containsExactly(expected);
  }

  @Test
  void everyOtherReplicaGetsItsSlice() {
    List<Integer> recipients = new ArrayList<>();
    List<Integer> senders = new ArrayList<>();
    FloatBuffer received = FloatBuffer.allocate(3);

    new Chunks(1, 4, to -> FloatBuffer.wrap(new float[to]), GradientFormat.FLOAT32)
        .forEachRemaining(
            chunk -> {
              recipients.add(chunk._1());
              Chunks.put(
                  chunk._2(),
                  GradientFormat.FLOAT32,
                  from -> {
                    senders.add(from);
                    return received;
                  });
            });

    assertThat(recipients).containsExactly(2, 3); // nothing is in the slice of 0
    assertThat(senders).containsExactly(1, 1);
  }
}
