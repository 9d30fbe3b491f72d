package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.network.NetworkBuilder;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles annotated types with the real processor and loads what it generates. */
final class Declared {

  private Declared() {}

  static NetworkBuilder<?> compile(RandomDeclaration declaration, Path directory) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter log = new StringWriter();
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> options =
        List.of("-d", directory.toString(), "-cp", classPath, "-processorpath", classPath);
    boolean compiled =
        compiler.getTask(log, null, null, options, null, List.of(source(declaration))).call();
    assertThat(compiled).as("%s%n%s", declaration.source(), log).isTrue();
    try {
      URL[] urls = {directory.toUri().toURL()};
      ClassLoader loader = new URLClassLoader(urls, Declared.class.getClassLoader());
      Class<?> network = loader.loadClass("random." + declaration.name() + "Network");
      return (NetworkBuilder<?>) network.getMethod("builder").invoke(null);
    } catch (ReflectiveOperationException | IOException e) {
      throw new AssertionError(e);
    }
  }

  private static JavaFileObject source(RandomDeclaration declaration) {
    URI uri = URI.create("string:///random/" + declaration.name() + ".java");
    String text = declaration.source();
    return new SimpleJavaFileObject(uri, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }
}
