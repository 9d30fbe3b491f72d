package dev.stagewright.networks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.processor.ResNetProcessor;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;

/**
 * A network that is declared, generated, compiled and loaded within a test, by the compiler with
 * every warning an error.
 *
 * @param directory where the compiler wrote
 */
record Generated(Path directory) {

  /** Compiles a declaration of {@code test.Net}: its annotations. */
  static Generated from(String... annotations) {
    return beside("", annotations);
  }

  /** Compiles the declaration together with other types of its package. */
  static Generated beside(String types, String... annotations) {
    return compiled(source("", types, annotations));
  }

  /**
   * Compiles the declaration with a block of its own, {@code Net.Own}.
   *
   * @param statements what the block does with {@code graph} and {@code block}
   */
  static Generated withBlock(String statements, String... annotations) {
    String own =
        """
          /** A block of the user's own. */
          class Own implements dev.stagewright.network.StageBlock {
            @Override
            public void addTo(
                org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder graph,
                dev.stagewright.network.BlockSpec block) {
              %s
            }
          }
        """;
    return compiled(source(own.formatted(statements), "", annotations));
  }

  private static Generated compiled(JavaFileObject source) {
    try {
      Path directory = Files.createTempDirectory(Path.of("target"), "generated-network");
      StringWriter messages = new StringWriter();
      JavaCompiler.CompilationTask task =
          ToolProvider.getSystemJavaCompiler()
              .getTask(
                  messages,
                  null,
                  null,
                  List.of(
                      "-d",
                      directory.toString(),
                      "-Xlint:all,-classfile,-path",
                      "-Xdoclint:all,-missing",
                      "-Werror"),
                  null,
                  List.of(source));
      task.setProcessors(List.of(new ResNetProcessor()));
      assertThat(task.call()).as(messages.toString()).isTrue();
      return new Generated(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JavaFileObject source(String body, String types, String... annotations) {
    String text =
        "package test;\nimport dev.stagewright.dsl.*;\n/** A network. */\n"
            + String.join("\n", annotations)
            + "\npublic interface Net {\n"
            + body
            + "}\n"
            + types;
    return new SimpleJavaFileObject(
        URI.create("string:///test/Net.java"), JavaFileObject.Kind.SOURCE) {
      @Override
      public String getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  /** The generated class's builder. */
  NetworkBuilder<?> builder() {
    try {
      URL[] urls = {directory.toUri().toURL()};
      // Not closed: the network's classes are loaded from it as long as the test runs.
      Class<?> type =
          new URLClassLoader(urls, Generated.class.getClassLoader()).loadClass("test.NetNetwork");
      return (NetworkBuilder<?>) type.getMethod("builder").invoke(null);
    } catch (MalformedURLException | ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The network with its declared values. */
  Network network() {
    return builder().build();
  }

  /** What the processor wrote for tools. */
  JsonObject description() {
    return JsonParser.parseString(read("META-INF/stagewright/test.Net.json")).getAsJsonObject();
  }

  /** The generated source. */
  String source() {
    return read("test/NetNetwork.java");
  }

  private String read(String file) {
    try {
      return Files.readString(directory.resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The number of parameters that Deeplearning4j would allocate. */
  static long parameters(ComputationGraphConfiguration configuration) {
    return configuration.getVertices().values().stream()
        .mapToLong(vertex -> vertex.numParams(false))
        .sum();
  }

  /** What Deeplearning4j infers for each layer of a network of channels last. */
  static Map<String, List<Long>> shapes(Network network) {
    InputType input = network.options().inputShape().toDl4j(network.options().dataFormat());
    return network.configuration().getLayerActivationTypes(input).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> shape(entry.getValue())));
  }

  private static List<Long> shape(InputType type) {
    return type instanceof InputType.InputTypeConvolutional map
        ? List.of(map.getHeight(), map.getWidth(), map.getChannels())
        : List.of(((InputType.InputTypeFeedForward) type).getSize());
  }

  /** A layer's configuration. */
  static <T> T layer(Network network, String name, Class<T> type) {
    LayerVertex vertex =
        (LayerVertex) requireNonNull(network.configuration().getVertices().get(name), name);
    return type.cast(vertex.getLayerConf().getLayer());
  }
}
