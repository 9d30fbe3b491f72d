package dev.stagewright.networks;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.processor.Project;
import dev.stagewright.processor.Project.Tool;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The class that stands in for a network while its declaration has an error. */
class StubTest {

  private static final String LONG =
      "@Stage(blocks = 2, filters = {4, 4, 8})"
          + " @Stage(blocks = 30, filters = {8, 8}, naming = Naming.NUMBERS) ";

  private final Path folder;

  StubTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private Project declared(String directory, String resNet, String rest) throws IOException {
    return Project.empty(Files.createDirectories(folder.resolve(directory)))
        .with("test/Net.java", "package test; import dev.stagewright.dsl.*;", resNet + " " + rest);
  }

  /** The stub's source, compiled by itself, as it is never left in a jar. */
  private Class<?> stub(String rest) throws ReflectiveOperationException, IOException {
    Project faulty = declared("faulty", "@ResNet(l2 = -1)", rest);
    assertThat(faulty.messages(Tool.JAVAC)).hasSize(1);
    String source = requireNonNull(faulty.written().get("classes/test/NetNetwork.java"));
    Project alone =
        Project.empty(Files.createDirectories(folder.resolve("stub")))
            .with("test/NetNetwork.java", source)
            .with(List.of("-proc:none", "-Xdoclint:all,-missing", "-Xlint:all,-path,-classfile"));
    assertThat(alone.messages(Tool.JAVAC)).isEmpty();
    return load(alone);
  }

  private Class<?> network(String rest) throws ReflectiveOperationException, IOException {
    Project sound = declared("sound", "@ResNet", rest);
    assertThat(sound.messages(Tool.JAVAC)).isEmpty();
    return load(sound);
  }

  private static Class<?> load(Project project) throws ReflectiveOperationException, IOException {
    URL[] urls = {project.classes().toUri().toURL()};
    return new URLClassLoader(urls, StubTest.class.getClassLoader()).loadClass("test.NetNetwork");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "@Stem @Head(pool = 5) @Stage(blocks = 1, filters = {4, 4, 8}) interface Net {}",
        "@Stem @Head(pool = 0, name = \"conv1x\") " + LONG + " interface Net {}",
        "@Stem @Head(pool = 2, name = \"2nd\") " + LONG + " class Net {}"
      })
  void hasThePublicMembersOfTheNetwork(String declaration) throws Exception {
    assertThat(publicMembers(stub(declaration)))
        .hasSizeGreaterThan(10)
        .isEqualTo(publicMembers(network(declaration)));
  }

  private static List<String> publicMembers(Class<?> type) throws IllegalAccessException {
    Stream<String> methods = Arrays.stream(type.getMethods()).map(Method::toGenericString);
    Stream<String> constructors =
        Arrays.stream(type.getConstructors()).map(constructor -> constructor.toGenericString());
    Stream.Builder<String> fields = Stream.builder();
    for (Field field : type.getFields()) {
      Object value = Modifier.isStatic(field.getModifiers()) ? field.get(null) : "";
      fields.add(field.toGenericString() + " = " + value);
    }
    return Stream.of(
            Stream.of(type.toGenericString(), Arrays.toString(type.getGenericInterfaces())),
            methods,
            constructors,
            fields.build())
        .flatMap(each -> each)
        .sorted()
        .toList();
  }

  @Test
  void itsMethodsOnlyTellThatItIsOne() throws Exception {
    Method builder =
        stub("@Stem @Head(pool = 2) " + LONG + "interface Net {}").getMethod("builder");

    assertThatThrownBy(() -> builder.invoke(null))
        .cause()
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The declaration Net has errors; the compiler shows them.");
  }
}
