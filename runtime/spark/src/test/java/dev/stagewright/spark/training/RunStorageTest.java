package dev.stagewright.spark.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunStorageTest {

  private static final int VALUES = 40_000;
  private static final int CUT = 23_456;

  private final RunStorage storage;
  private final float[] values = new float[VALUES];

  RunStorageTest(@TempDir Path folder) throws IOException {
    storage =
        new RunStorage(
            folder.toUri().toString(), new SerializableConfiguration(new Configuration()));
    for (int i = 0; i < VALUES; i++) {
      values[i] = i + 0.5f;
    }
    FloatBuffer all = FloatBuffer.wrap(values);
    storage.write("velocity", 0, all.slice(0, CUT));
    storage.write("velocity", CUT, all.slice(CUT, VALUES - CUT));
  }

  @ParameterizedTest
  @CsvSource({"0, 40000", "0, 1", "23455, 2", "23456, 16544", "100, 39000"})
  void readsAnyPartOfAnArray(int from, int length) throws IOException {
    FloatBuffer read = FloatBuffer.allocate(length);

    storage.read("velocity", from, read);

    assertThat(read.array()).isEqualTo(Arrays.copyOfRange(values, from, from + length));
  }

  @Test
  void readsSharesOneBehindTheOther() throws IOException {
    byte[] expected = new byte[VALUES * Float.BYTES];
    GradientFormat.littleEndian(expected).asFloatBuffer().put(values);

    try (var in = storage.read("velocity")) {
      assertThat(in.readAllBytes()).isEqualTo(expected);
    }
  }

  @Test
  void tellsWhatIsMissing() throws IOException {
    storage.delete("velocity/" + CUT + ".f32");

    assertThatThrownBy(() -> storage.read("velocity", 20_000, FloatBuffer.allocate(10_000)))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageEndingWith("/velocity: the values from 23456 on are missing");
  }
}
