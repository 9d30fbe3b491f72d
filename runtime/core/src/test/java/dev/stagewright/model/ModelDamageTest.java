package dev.stagewright.model;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Stripes;
import dev.stagewright.network.DataFormat;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

/** Files that are damaged, or that say what is not so. */
class ModelDamageTest {

  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);
  private static final List<String> LABELS = List.of("a", "b", "c");
  private static final String AGAIN = ". Copy it again, or save the model again";

  /** A model that was trained with Adam, so that its file has all entries. */
  @TempDir private static Path models = Path.of("");

  private static Path model = Path.of("");

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void train() {
    model = models.resolve("trained.zip");
    new TrainingSession(TinyGraph.build(), INPUT)
        .run(TrainingPlan.builder().batchSize(4).build(), new Stripes(4, 1))
        .model()
        .save(model);
  }

  private static void assertFault(Path file, String message) {
    assertThatThrownBy(() -> TrainedModel.load(file))
        .isInstanceOf(ModelException.class)
        .hasMessage(file + ": " + message);
  }

  private static long crc(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ModelHeader.ENTRY,
        ModelSerializer.CONFIGURATION_JSON,
        ModelSerializer.COEFFICIENTS_BIN,
        ModelSerializer.UPDATER_BIN
      })
  void aFlippedBitIsAnError(String entry) throws IOException {
    byte[] content = ModelEntries.of(model).bytes(entry);
    byte[] whole = Files.readAllBytes(model);
    String end = new String(content, content.length - 40, 40, ISO_8859_1);
    whole[new String(whole, ISO_8859_1).indexOf(end) + 7] ^= 1;
    long right = crc(content);
    content[content.length - 40 + 7] ^= 1;
    assertFault(
        Files.write(folder.resolve("flipped.zip"), whole),
        String.format(
                Locale.ROOT,
                "cannot be read: the entry %s is damaged: found the CRC-32 %08x; the index says %08x",
                entry,
                crc(content),
                right)
            + AGAIN);
  }

  @Test
  void aTruncatedFileIsAnError() throws IOException {
    byte[] whole = Files.readAllBytes(model);
    assertFault(
        Files.write(folder.resolve("cut.zip"), Arrays.copyOf(whole, 2000)),
        "cannot be read: found a zip archive that is truncated or damaged (zip END header not found)"
            + AGAIN);
  }

  static Stream<Arguments> otherEntries() {
    return Stream.of(
        arguments(
            "preprocessor.bin",
            "found the entry preprocessor.bin, a serialized Java object, which could run any code when it is read. Remove it (zip -d FILE preprocessor.bin) and do what it did to the images otherwise"),
        arguments(
            "updaterSpate.bin",
            "found the entry updaterSpate.bin, which is not known. Remove it (zip -d FILE updaterSpate.bin), or load the model with a newer version"));
  }

  @ParameterizedTest
  @MethodSource("otherEntries")
  void entriesThatAreNotReadAreRefused(String entry, String message) throws IOException {
    assertFault(
        ModelEntries.of(model).with(entry, new byte[9]).write(folder.resolve("more.zip")), message);
  }

  @Test
  void deeplearning4jsOtherEntriesAreLeftAlone() {
    Path file = folder.resolve("more.zip");
    new TrainedModel(TinyGraph.build(), LABELS, INPUT, Provenance.unknown("test")).save(file);
    ModelSerializer.addNormalizerToModel(file.toFile(), new ImagePreProcessingScaler(0, 1));
    ModelSerializer.addObjectToFile(file.toFile(), "note", "any object");
    assertThat(TrainedModel.load(file).labels()).isEqualTo(LABELS);
    assertThat(TrainedModel.loadDl4j(file, LABELS, INPUT).labels()).isEqualTo(LABELS);
  }

  static Stream<Arguments> missingEntries() {
    return Stream.of(
        arguments(
            "configuration.json",
            "found a zip archive without configuration.json; expected a model saved by Stagewright"),
        arguments(
            "coefficients.bin",
            "found a zip archive without coefficients.bin; expected a model saved by Stagewright"),
        arguments(
            "stagewright.json",
            "found a Deeplearning4j model without stagewright.json, so its labels and preprocessing are unknown; expected a model saved by Stagewright. Load it with TrainedModel.loadDl4j(file, labels, input) and save it"));
  }

  @ParameterizedTest
  @MethodSource("missingEntries")
  void missingEntriesAreNamed(String entry, String message) throws IOException {
    assertFault(ModelEntries.of(model).without(entry).write(folder.resolve("less.zip")), message);
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        arguments(
            "\"format\": 2",
            "\"format\": 3",
            "found format 3; this version of Stagewright reads up to 2. Load it with a newer version"),
        arguments(
            "\"format\": 2",
            "\"format\": \"1\"",
            "cannot be read: stagewright.json: $.format: expected a number, found text" + AGAIN),
        arguments(
            "\"format\": 2",
            "\"format\": 1e99",
            "cannot be read: stagewright.json: $.format is not an integer of 32 bits" + AGAIN),
        arguments(
            "\"format\"",
            "\"farmat\"",
            "cannot be read: stagewright.json lacks one of format, labels, inputShape, dataFormat, preprocessing, provenance"
                + AGAIN),
        arguments(
            "\"upright\"",
            "3",
            "cannot be read: stagewright.json: $.labels[1]: expected text, found a number" + AGAIN),
        arguments(
            "\"upright\"",
            "[\"upright\"]",
            "cannot be read: stagewright.json: $.labels[1]: expected text, found a list" + AGAIN),
        arguments(
            "\"upright\",",
            "",
            "labels: found 2 (across, slanted); the output \"output\" has 3 classes. Build the network with classes(2)"),
        arguments(
            "\"height\": 12",
            "\"height\": -12",
            "inputShape: found -12 x 12 x 1; height, width and channels must be at least 1"),
        arguments(
            "\"height\": 12",
            "\"height\": 100000000",
            "cannot be read: the layer \"conv1\" would output 9600000000 values for an image of 100000000 x 12 x 1; expected at most 2147483647"
                + AGAIN),
        arguments(
            "\"channels\": 1",
            "\"channels\": 3",
            "cannot be read: the network does not take images of 12 x 12 x 3: its layers have other numbers of inputs"
                + AGAIN),
        arguments(
            "\"channels_last\"",
            "\"sideways\"",
            "cannot be read: stagewright.json: dataFormat: found \"sideways\"; expected channels_last or channels_first"
                + AGAIN),
        arguments(
            "\"tf\"",
            "\"magic\"",
            "preprocessing: found \"magic\"; expected caffe, tf, torch or none"),
        arguments(
            "\"finished\": \"20",
            "\"finished\": \"",
            "cannot be read: stagewright.json: $.provenance: expected a time such as 2026-01-31T12:00:00Z, found "),
        arguments(
            "{",
            "[",
            "cannot be read: stagewright.json: $: expected an object, found a list" + AGAIN),
        arguments(":", "", "cannot be read: stagewright.json is not JSON after $.format" + AGAIN));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void theHeaderIsChecked(String from, String to, String message) throws IOException {
    Path file =
        ModelEntries.of(model)
            .replace(ModelHeader.ENTRY, from, to)
            .write(folder.resolve("header.zip"));
    assertThatThrownBy(() -> TrainedModel.load(file))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(file + ": " + message);
  }

  static Stream<Arguments> configurations() {
    String no = "cannot be read: configuration.json does not describe a network that can run: ";
    return Stream.of(
        arguments(
            "\"kernelSize\" : [ 3, 3 ]",
            "\"kernelSize\" : [ 1099511627776, 3 ]",
            no + "Numeric value (1099511627776) out of range of int (-2147483648 - 2147483647)"),
        arguments(
            "\"kernelSize\" : [ 3, 3 ]",
            "\"kernelSize\" : [ -3, -3 ]",
            "cannot be read: configuration.json: the layer \"conv1\" has sizes that cannot be"),
        // 8 * 2^58 values, which are 0 modulo 2^64.
        arguments(
            "\"kernelSize\" : [ 3, 3 ]",
            "\"kernelSize\" : [ 536870912, 536870912 ]",
            "cannot be read: configuration.json: the layer \"conv1\" has sizes that cannot be"),
        arguments(
            "\"kernelSize\" : [ 3, 3 ]",
            "\"kernelSize\" : [ 65536, 65536 ]",
            "cannot be read: coefficients.bin holds 755 parameters; the layers in configuration.json have 309237645419"),
        arguments(
            "\"stride\" : [ 1, 1 ]",
            "\"stride\" : [ 0, 0 ]",
            "cannot be read: the network cannot take images of 12 x 12 x 1: org.deeplearning4j.exception.DL4JInvalidConfigException: Invalid configuration for layer"),
        arguments(
            "\"org.nd4j.linalg.learning.config.Adam\"",
            "\"org.nd4j.linalg.learning.config.AMSGrad\"",
            "cannot be read: updaterState.bin holds 1446 values of FLOAT; the updaters in configuration.json have 2169 of FLOAT"),
        arguments(
            "\"vertices\"",
            "\"virtues\"",
            "cannot be read: coefficients.bin holds 755 parameters; the layers in configuration.json have 0"
                + AGAIN),
        arguments(
            "\"networkInputs\"",
            "\"inputs\"",
            "cannot be read: configuration.json has no vertices or no inputs of a network"),
        arguments(
            "\"seed\" : ",
            "\"seed\" : " + "1".repeat(300),
            "cannot be read: configuration.json: /defaultConfiguration/seed is a number of 30"),
        arguments(
            "\"vertices\" : ",
            "\"x\" : " + "[".repeat(101),
            "cannot be read: configuration.json: /x/0/0"),
        arguments(
            " : ", " ", "cannot be read: configuration.json is not JSON in line 2, column 19"));
  }

  @ParameterizedTest
  @MethodSource("configurations")
  void theConfigurationIsChecked(String from, String to, String message) throws IOException {
    Path file =
        ModelEntries.of(model)
            .replace(ModelSerializer.CONFIGURATION_JSON, from, to)
            .write(folder.resolve("configuration.zip"));
    assertThatThrownBy(() -> TrainedModel.load(file))
        .isInstanceOf(ModelException.class)
        .hasMessageStartingWith(file + ": " + message);
  }
}
