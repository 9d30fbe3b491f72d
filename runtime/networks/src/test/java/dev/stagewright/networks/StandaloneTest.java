package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The class that needs nothing but Deeplearning4j is the same network. */
class StandaloneTest {

  private static final String STEM = "@Stem(filters = 4, kernel = 3, stride = 1, padding = 1)";
  private static final String STAGES =
      """
      @Stage(blocks = 2, filters = {4, 4, 8}, l2 = 1e-3)
      @Stage(blocks = 2, filters = {8, 8}, kernel = 5, l1 = 1e-4)
      @Head(classes = 3, pool = 0)""";
  private static final String INPUT = "input = @Input(height = 21, width = 17)";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@ResNet(" + INPUT + ")\n" + STEM + STAGES,
        "@ResNet(" + INPUT + ", nonlinearity = Nonlinearity.RELU, bias = false)\n" + STEM + STAGES,
        "@ResNet("
            + INPUT
            + ", nonlinearity = Nonlinearity.LEAKY_RELU, alpha = 0.2, l1 = 1e-3,"
            + " l2 = 1e-2, strideAt = StrideAt.SECOND)\n"
            + STEM
            + "@Stage(blocks = 1, filters = {4, 4}, alpha = 0.1)\n@Head(classes = 3, pool = 2)",
        "@ResNet(" + INPUT + ", nonlinearity = Nonlinearity.SELU)\n@Stem(filters = 4)" + STAGES,
        "@ResNet(" + INPUT + ", nonlinearity = Nonlinearity.SWISH)\n@Stem(filters = 4)" + STAGES
      })
  void theSameConfigurationParametersAndOutputs(String declaration, @TempDir Path directory)
      throws Exception {
    Generated generated = Generated.from(declaration);

    ComputationGraphConfiguration standalone =
        configuration(generated.description().get("standalone").getAsString(), directory);

    ComputationGraphConfiguration network = generated.builder().seed(7).build().configuration();
    assertThat(standalone.toJson()).isEqualTo(network.toJson());
    ComputationGraph first = graph(network);
    ComputationGraph second = graph(standalone);
    assertThat(second.params()).isEqualTo(first.params());
    INDArray images = Nd4j.rand(2, 21, 17, 3);
    assertThat(second.outputSingle(images)).isEqualTo(first.outputSingle(images));
  }

  @Test
  void layersThatAreOursAreNamedInstead() {
    Generated generated =
        Generated.from(
            "@ResNet(" + INPUT + ", alpha = 0.5)",
            STEM,
            "@Stage(blocks = 1, filters = {4, 4}, alpha = 1)",
            "@Head(classes = 3, pool = 0)");

    assertThat(generated.description().has("standalone")).isFalse();
    assertThat(
            StreamSupport.stream(
                    generated.description().getAsJsonArray("layers").spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .filter(layer -> layer.has("own"))
                .map(
                    layer ->
                        layer.get("name").getAsString() + " " + layer.get("own").getAsString()))
        .containsExactly("elu_conv1 dev.stagewright.layers.Elu");
  }

  private static ComputationGraph graph(ComputationGraphConfiguration configuration) {
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  /** Compiles the class against Deeplearning4j alone, and asks it. */
  private static ComputationGraphConfiguration configuration(String source, Path directory)
      throws IOException, ReflectiveOperationException {
    Path file = Files.writeString(directory.resolve("Net.java"), source);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter messages = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  messages,
                  files,
                  null,
                  List.of(
                      "-proc:none",
                      "-Xlint:all,-classfile,-path",
                      "-Xdoclint:all,-missing",
                      "-Werror",
                      "-cp",
                      deeplearning4j(),
                      "-d",
                      directory.toString()),
                  null,
                  files.getJavaFileObjects(file))
              .call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {directory.toUri().toURL()}, StandaloneTest.class.getClassLoader())) {
      return (ComputationGraphConfiguration)
          loader.loadClass("Net").getMethod("configuration", long.class).invoke(null, 7L);
    }
  }

  /** The class path without anything of ours. */
  private static String deeplearning4j() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .filter(entry -> entry.endsWith(".jar"))
        .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("stagewright-"))
        .collect(Collectors.joining(File.pathSeparator));
  }
}
