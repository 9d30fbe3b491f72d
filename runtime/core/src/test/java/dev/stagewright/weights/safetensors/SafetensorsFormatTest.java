package dev.stagewright.weights.safetensors;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.weights.ArrayRole;
import dev.stagewright.weights.WeightArray;
import dev.stagewright.weights.WeightFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafetensorsFormatTest {

  private Path file;

  @BeforeEach
  void file(@TempDir Path folder) {
    file = folder.resolve("small.safetensors");
  }

  /** Values 0, 1, 2, ... in a tensor; expected are values in the role's layout. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layer1.0.conv1.weight | 2,1,1,3 | layer1.0.conv1 | kernel [1, 3, 1, 2]       | 0,3,1,4,2,5",
        "fc.weight             | 2,3     | fc             | kernel [3, 2]             | 0,3,1,4,2,5",
        "layer1.0.se.fc1.weight| 2,3,1,1 | layer1.0.se.fc1| kernel [3, 2]             | 0,3,1,4,2,5",
        "fc1.weight            | 2,3,1,1 | fc1            | kernel [1, 1, 3, 2]       | 0,3,1,4,2,5",
        "layer1.0.se.conv.weight|1,1,3   | layer1.0.se.conv|kernel [3]                | 0,1,2",
        "bn1.weight            | 2       | bn1            | gamma [2]                 | 0,1",
        "bn1.running_mean      | 2       | bn1            | moving_mean [2]           | 0,1",
        "bn1.running_var       | 2       | bn1            | moving_variance [2]       | 0,1",
        "fc.bias               | 2       | fc             | bias [2]                  | 0,1",
        "scale                 | 2       | scale          | scale [2]                 | 0,1",
      })
  void tensorsAreArraysInTheLayoutOfTheirRole(
      String tensor, String shape, String layer, String array, String values) throws IOException {
    WeightArray found = write(tensor, shape).layer(layer).orElseThrow().arrays().get(0);

    assertThat(found).hasToString(array);
    assertThat(found.values().shape()).isEqualTo(found.shape());
    assertThat(found.values().data().asFloat()).isEqualTo(floats(values));
  }

  @Test
  void theBiasOfANormalizationIsItsBeta() throws IOException {
    WeightFile found = write("bn1.bias", "2", "bn1.running_mean", "2");

    assertThat(found.layer("bn1").orElseThrow().array(ArrayRole.BETA)).isPresent();
  }

  private static float[] floats(String text) {
    String[] values = text.split(",", -1);
    float[] floats = new float[values.length];
    IntStream.range(0, values.length).forEach(i -> floats[i] = Float.parseFloat(values[i]));
    return floats;
  }

  private WeightFile write(String... namesAndShapes) throws IOException {
    StringBuilder header = new StringBuilder("{");
    int end = 0;
    for (int i = 0; i < namesAndShapes.length; i += 2) {
      int begin = end;
      end += 4 * (int) product(namesAndShapes[i + 1]);
      header
          .append(i == 0 ? "" : ",")
          .append(
              "\"%s\":{\"dtype\":\"F32\",\"shape\":[%s],"
                  .formatted(namesAndShapes[i], namesAndShapes[i + 1]))
          .append("\"data_offsets\":[" + begin + "," + end + "]}");
    }
    byte[] json = header.append("}").toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + end)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(json.length)
            .put(json);
    for (int i = 0; i < end / 4; i++) {
      bytes.putFloat(i);
    }
    return WeightFile.read(Files.write(file, bytes.array()));
  }

  private static float product(String shape) {
    float product = 1;
    for (float side : floats(shape)) {
      product *= side;
    }
    return product;
  }
}
