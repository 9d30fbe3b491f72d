package dev.stagewright.model;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Named.named;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.stagewright.network.DataFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Small files that ask for much, loaded in a process of their own whose heap and whose memory
 * outside of it are twice the file's size and 64 MB each.
 */
@Timeout(120)
class HostileModelTest {

  private static final String AGAIN = ". Copy it again, or save the model again";

  @TempDir private static Path models = Path.of("");
  private static Path model = Path.of("");

  @TempDir private Path folder = Path.of("");

  @BeforeAll
  static void save() {
    model = models.resolve("model.zip");
    new TrainedModel(
            TinyGraph.build(),
            List.of("a", "b", "c"),
            TinyGraph.input(DataFormat.CHANNELS_LAST),
            Provenance.unknown("test"))
        .save(model);
  }

  /** Loads a model and prints what comes of it. */
  static final class Loading {
    public static void main(String[] arguments) {
      try {
        TrainedModel.load(Path.of(arguments[0]));
        System.out.println("loaded");
      } catch (ModelException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static String load(Path file) throws IOException, InterruptedException {
    String limit = 64 + 1 + Files.size(file) / (1 << 19) + "m";
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + limit,
                "-Dorg.bytedeco.javacpp.maxbytes=" + limit,
                "-Djdk.serialFilter=!*",
                "-cp",
                System.getProperty("java.class.path"),
                Loading.class.getName(),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return said;
  }

  private static String vertices() {
    String vertex = "{\"@class\":\"org.deeplearning4j.nn.conf.graph.MergeVertex\"}";
    StringBuilder many =
        new StringBuilder("{\"networkInputs\":[\"i\"],\"vertices\":{\"a\":" + vertex);
    for (int i = 0; many.length() < 1_900_000; i++) {
      many.append(",\"").append(i).append("\":").append(vertex);
    }
    return many.append("}}").toString();
  }

  private static Arguments bomb(String name, String entry, Supplier<String> text, String message) {
    return arguments(entry, named(name, text), message);
  }

  static Stream<Arguments> bombs() {
    String configuration = ModelSerializer.CONFIGURATION_JSON;
    Supplier<String> much = () -> " ".repeat(100 << 20);
    String tooMuch = "its entries expand to 1048";
    return Stream.of(
        bomb("a long configuration", configuration, much, tooMuch),
        bomb("a long header", ModelHeader.ENTRY, much, tooMuch),
        bomb("many parameters", ModelSerializer.COEFFICIENTS_BIN, much, tooMuch),
        bomb(
            "a configuration of 3 MB",
            configuration,
            () -> " ".repeat(3 << 20),
            "the entry configuration.json expands to 3145728 bytes; expected at most 2097152"
                + AGAIN),
        bomb(
            "a deep configuration",
            configuration,
            () -> "[".repeat(2_000_000),
            "configuration.json: "
                + "/0".repeat(100)
                + " is nested more than 100 levels deep"
                + AGAIN),
        bomb(
            "a deep header",
            ModelHeader.ENTRY,
            () -> "{\"x\":" + "[".repeat(1_000_000),
            "stagewright.json is not JSON after $.x[0][0][0]"),
        bomb(
            "many vertices",
            configuration,
            HostileModelTest::vertices,
            "coefficients.bin holds 755 parameters; the layers in configuration.json have 0"
                + AGAIN));
  }

  @ParameterizedTest
  @MethodSource("bombs")
  void littleMemoryIsEnoughToRefuse(String entry, Supplier<String> text, String message)
      throws Exception {
    byte[] content = text.get().getBytes(UTF_8);
    Path file = ModelEntries.of(model).with(entry, content).deflate(folder.resolve("bomb.zip"));
    assertThat(load(file)).startsWith(file + ": cannot be read: " + message);
  }
}
