package dev.stagewright.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stagewright.data.Stripes;
import dev.stagewright.network.DataFormat;
import dev.stagewright.training.Averaging;
import dev.stagewright.training.Decay;
import dev.stagewright.training.Lion;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingSession;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** What a model keeps of its training, damaged: one error, before memory is taken. */
class HostileMemoryTest {

  private static final String ENTRY = "training/trained.bin";
  private static final String AGAIN = ". Copy it again, or save the model again";

  @TempDir private static Path models = Path.of("");
  private static Path model = Path.of("");

  @TempDir private Path folder = Path.of("");

  /** An optimizer that Deeplearning4j does not have, and an average. */
  @BeforeAll
  static void train() {
    model = models.resolve("trained.zip");
    TrainingPlan plan =
        TrainingPlan.builder()
            .batchSize(4)
            .optimizer(new Lion(1e-3, 0.9, 0.99, Decay.NONE))
            .averaging(new Averaging(0.9, false))
            .build();
    new TrainingSession(TinyGraph.build(), TinyGraph.input(DataFormat.CHANNELS_LAST))
        .run(plan, new Stripes(4, 1))
        .model()
        .save(model);
  }

  private static byte[] stored(int values) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      Nd4j.write(Nd4j.zeros(DataType.FLOAT, values), new DataOutputStream(bytes));
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With every number of 8 bytes that is 755 replaced. */
  private static byte[] declaring(byte[] bytes, long values) {
    ByteBuffer changed = ByteBuffer.wrap(bytes.clone());
    for (int i = 0; i + 8 <= 200; i++) {
      if (changed.getLong(i) == 755) {
        changed.putLong(i, values);
      }
    }
    return changed.array();
  }

  private static byte[] endingIn(byte[] bytes, float value) {
    return ByteBuffer.wrap(bytes.clone()).putFloat(bytes.length - 4, value).array();
  }

  private static Arguments damage(String name, UnaryOperator<byte[]> damage, String message) {
    return arguments(named(name, damage), message);
  }

  static Stream<Arguments> damages() {
    return Stream.of(
        damage(
            "another length",
            bytes -> stored(5),
            "training/trained.bin holds 5 values of FLOAT; expected one of FLOAT for each of 755 parameters"),
        damage(
            "truncated",
            bytes -> Arrays.copyOf(bytes, bytes.length - 8),
            "the entry training/trained.bin is damaged: it declares 755 values of 4 bytes and holds 3012 bytes"),
        damage(
            "truncated in its head",
            bytes -> Arrays.copyOf(bytes, 20),
            "the entry training/trained.bin is damaged: it is truncated"),
        damage(
            "huge",
            bytes -> declaring(bytes, 1L << 40),
            "the entry training/trained.bin is damaged: it declares 1099511627776 values of 4 bytes and holds 3020 bytes"),
        damage(
            "NaN",
            bytes -> endingIn(bytes, Float.NaN),
            "training/trained.bin: 1 of 755 values are NaN, infinite or beyond 1e18, the first (at 754) NaN"),
        damage(
            "infinite",
            bytes -> endingIn(bytes, Float.NEGATIVE_INFINITY),
            "training/trained.bin: 1 of 755 values are NaN, infinite or beyond 1e18, the first (at 754) -Infinity"));
  }

  private void assertFault(ModelEntries entries, String message) throws IOException {
    Path file = entries.write(folder.resolve("damaged.zip"));

    assertThatThrownBy(() -> TrainedModel.load(file))
        .isInstanceOf(ModelException.class)
        .hasMessage(file + ": cannot be read: " + message + AGAIN);
  }

  @ParameterizedTest
  @MethodSource("damages")
  void arraysAreChecked(UnaryOperator<byte[]> damage, String message) throws IOException {
    ModelEntries entries = ModelEntries.of(model);

    assertFault(entries.with(ENTRY, damage.apply(entries.bytes(ENTRY))), message);
  }

  static Stream<Arguments> headers() {
    return Stream.of(
        arguments(
            "\"trained\"",
            "\"tarined\"",
            "training.json names the entry training/tarined.bin, which is not there"),
        arguments(
            "\"trained\"",
            "\"trained\",\"trained\"",
            "training.json names the entry training/trained.bin, which is not there"),
        arguments(
            "\"trained\"",
            "\"../../trained\"",
            "training.json names the entry training/../../trained.bin, which is not there"),
        arguments(
            ",\"trained\"",
            "",
            "training.json does not name the entry training/trained.bin, which is there"),
        arguments(
            "\"steps\":1", "\"steps\":-1", "training.json: steps: found -1; expected at least 0"));
  }

  @ParameterizedTest
  @MethodSource("headers")
  void theHeaderNamesWhatIsThere(String from, String to, String message) throws IOException {
    assertFault(ModelEntries.of(model).replace(MemoryEntries.HEADER, from, to), message);
  }

  @Test
  void arraysWithoutHeaderAreToldOf() throws IOException {
    assertFault(
        ModelEntries.of(model).without(MemoryEntries.HEADER), "there is no entry training.json");
  }

  @Test
  void theWholeFileLoads() {
    TrainedModel loaded = TrainedModel.load(model);

    TrainingMemory memory = Objects.requireNonNull(loaded.memory());
    assertThat(memory.arrays()).containsOnlyKeys("mean", "trained");
  }
}
