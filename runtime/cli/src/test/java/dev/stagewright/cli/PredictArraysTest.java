package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** {@code predict} on .npy files, with the widths / 16 and weights of the reference cases. */
class PredictArraysTest {

  private static final Path WEIGHTS =
      Path.of("../networks/src/test/resources/keras/tiny_top.keras2.h5");

  private final Path folder;
  private final Path output;

  PredictArraysTest(@TempDir Path folder) {
    this.folder = folder;
    this.output = folder.resolve("y.npy");
  }

  @Test
  void theOutputIsTheNetworks() throws IOException {
    INDArray images = images();
    ComputationGraph graph =
        TinyEluNetwork.builder().inputShape(197, 200, 3).weights(WEIGHTS).build().build();

    Run run = predict(write(images), "--batch-size", "2");

    assertThat(run)
        .isEqualTo(new Run(0, "Wrote " + output + " [3, 10]" + System.lineSeparator(), ""));
    INDArray expected = graph.outputSingle(images);
    INDArray found = Nd4j.createFromNpyFile(output.toFile());
    assertThat(found.sub(expected).amaxNumber().doubleValue()).isLessThan(1e-6);
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("x.npy", "y.npy");
  }

  @ParameterizedTest
  @CsvSource({"channels_last", "channels_first"})
  void builderOptionsApplyAndImagesStayChannelsLast(String format) throws IOException {
    Path input = write(images());
    predict(input, "--option", "includeTop=false");
    INDArray map = Nd4j.createFromNpyFile(output.toFile());

    Run run =
        predict(
            input,
            "--option",
            "includeTop=false",
            "--option",
            "pooling=avg",
            "--option",
            "dataFormat=" + format);

    assertThat(run.err()).isEmpty();
    INDArray pooled = Nd4j.createFromNpyFile(output.toFile());
    assertThat(pooled.shape()).containsExactly(3, 128);
    assertThat(pooled.sub(map.mean(1, 2)).amaxNumber().doubleValue()).isLessThan(1e-5);
  }

  @Test
  void aShapeThatIsNotTheOptionsIsNamed() throws IOException {
    Path input = write(images());

    assertThat(predict(input, "--option", "inputShape=224,224,3").err())
        .isEqualTo(
            "stagewright: %s: found shape [3, 197, 200, 3]; --option inputShape asks for images of 224 x 224 x 3%n",
            input);
  }

  @Test
  void arraysOfAnotherRankAreNamed() throws IOException {
    Path input = write(Nd4j.zeros(DataType.FLOAT, 4, 5));

    assertThat(predict(input).err())
        .isEqualTo(
            "stagewright: %s: found shape [4, 5]; expected [N, height, width, channels], each at least 1%n",
            input);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "<f8 | False | found <f8 in C order; expected <f4 (little-endian float32) in C order: numpy.ascontiguousarray(x, dtype=\"<f4\")",
        "<f4 | True | found <f4 in Fortran order; expected <f4 (little-endian float32) in C order: numpy.ascontiguousarray(x, dtype=\"<f4\")",
        "<f4 | False | is truncated: its shape [1, 197, 197, 3] needs 465708 bytes, found 0; write or copy it again"
      })
  void filesThatNumpyWroteOtherwiseAreNamed(String type, String fortran, String fault)
      throws IOException {
    Path input = empty(type, fortran, "1, 197, 197, 3");

    assertThat(predict(input))
        .isEqualTo(new Run(1, "", "stagewright: %s: %s%n".formatted(input, fault)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "9223372036854775808, 1, 1, 3 | found the shape (9223372036854775808, 1, 1, 3); expected sides of at most 18 digits",
        "4294967296, 4294967296, 1, 3 | is truncated: its shape [4294967296, 4294967296, 1, 3] needs 221360928884514619392 bytes, found 0; write or copy it again",
        "1, 2147483648, 4, 4 | is truncated: its shape [1, 2147483648, 4, 4] needs 137438953472 bytes, found 0; write or copy it again",
        "0, 4294967296, 4294967296, 3 | found shape [0, 4294967296, 4294967296, 3]; expected [N, height, width, channels], each at least 1"
      })
  void shapesThatTheFileCannotHoldAreNamed(String shape, String fault) throws IOException {
    Path input = empty("<f4", "False", shape);

    assertThat(predict(input))
        .isEqualTo(new Run(1, "", "stagewright: %s: %s%n".formatted(input, fault)));
  }

  /** A file without values. */
  private Path empty(String type, String fortran, String shape) throws IOException {
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%s), }\n".formatted(type, fortran, shape);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0});
    bytes.write(header.getBytes(StandardCharsets.US_ASCII));
    return Files.write(folder.resolve("x.npy"), bytes.toByteArray());
  }

  @Test
  void otherFilesAreNoArrays() throws IOException {
    Path input = Files.writeString(folder.resolve("x.npy"), "comma,separated,values");

    assertThat(predict(input))
        .isEqualTo(
            new Run(
                1,
                "",
                "stagewright: %s: is not a .npy file; expected one that numpy.save wrote%n"
                    .formatted(input)));
  }

  private Run predict(Path input, String... more) {
    Object[] fixed = {
      "predict", "--network", "TinyElu", "--weights", WEIGHTS, "--input", input, "--output", output
    };
    Object[] line = java.util.Arrays.copyOf(fixed, fixed.length + more.length);
    System.arraycopy(more, 0, line, fixed.length, more.length);
    return Run.of(line);
  }

  /** Three images of other sides than declared, [3, 197, 200, 3]. */
  private static INDArray images() {
    Nd4j.getRandom().setSeed(5);
    return Nd4j.rand(DataType.FLOAT, 3, 197, 200, 3).subi(0.5);
  }

  static void writeImages(Path file) throws IOException {
    Files.write(file, Nd4j.toNpyByteArray(images()));
  }

  private Path write(INDArray array) throws IOException {
    return Files.write(folder.resolve("x.npy"), Nd4j.toNpyByteArray(array));
  }
}
