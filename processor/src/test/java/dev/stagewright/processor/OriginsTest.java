package dev.stagewright.processor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.processor.Project.Tool;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.annotation.processing.Filer;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.lang.model.element.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Gradle's incremental compilation asks of an isolating processor. */
class OriginsTest {

  private final List<String> created = new ArrayList<>();

  /** Of networks, stubs and what waits, in every round. */
  @Test
  void everyFileHasTheTypeThatDeclaresItAsItsOnlyOrigin(@TempDir Path folder) {
    String declared =
        "@ResNet @Stem @Stage(blocks = 1, filters = {4, 4}) @Head(pool = 0, %s) interface %s {}";
    Project.in(folder)
        .with(
            "test/Net.java",
            "package test; import dev.stagewright.dsl.*;",
            declared.formatted("name = \"scores\"", "First"),
            declared.formatted("name = FirstNetwork.SCORES", "Later"),
            declared.formatted("classes = Config.CLASSES", "Waiting"),
            declared.formatted("classes = 1", "Faulty"),
            declared.formatted("classes = Missing.X", "Never"))
        .with(() -> List.of(Compiled.processor(this::environment), config()))
        .errors(Tool.JAVAC);

    assertThat(created)
        .containsExactly(
            "test.FirstNetwork of [test.First]",
            "META-INF/stagewright/test.First.json of [test.First]",
            "test.FaultyNetwork of [test.Faulty]",
            "test.LaterNetwork of [test.Later]",
            "META-INF/stagewright/test.Later.json of [test.Later]",
            "test.WaitingNetwork of [test.Waiting]",
            "META-INF/stagewright/test.Waiting.json of [test.Waiting]",
            "test.NeverNetworkPending1 of [test.Never]",
            "test.NeverNetworkPending2 of [test.Never]",
            "test.NeverNetwork of [test.Never]");
  }

  private static Processor config() {
    return new Generator(0, "Config", "public static final int CLASSES = 7;");
  }

  private ProcessingEnvironment environment(ProcessingEnvironment environment) {
    return (ProcessingEnvironment)
        Proxy.newProxyInstance(
            OriginsTest.class.getClassLoader(),
            new Class<?>[] {ProcessingEnvironment.class},
            (proxy, method, arguments) ->
                method.getName().equals("getFiler")
                    ? filer(environment.getFiler())
                    : method.invoke(environment, arguments));
  }

  private Filer filer(Filer filer) {
    return (Filer)
        Proxy.newProxyInstance(
            OriginsTest.class.getClassLoader(),
            new Class<?>[] {Filer.class},
            (proxy, method, arguments) -> {
              Element[] origins = (Element[]) arguments[arguments.length - 1];
              created.add(arguments[arguments.length - 2] + " of " + Arrays.toString(origins));
              return method.invoke(filer, arguments);
            });
  }
}
