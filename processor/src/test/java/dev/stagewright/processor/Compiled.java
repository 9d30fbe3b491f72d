package dev.stagewright.processor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * The result of running the processor over one source file of package {@code test}.
 *
 * @param errors every error in that file: the line, its place «marked», and the text
 * @param files all files written
 * @param warnings every warning in that file, likewise
 */
record Compiled(List<String> errors, List<String> files, List<String> warnings) {

  /** What the processor looks at of the runtime. */
  static final String RUNTIME =
      "package dev.stagewright.network; public interface Network { int API_LEVEL = 2; }";

  private static final String STAGE_BLOCK =
      "package dev.stagewright.network; public interface StageBlock {}";

  private record Source(String name, String text) {
    JavaFileObject file() {
      return new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
        @Override
        public String getCharContent(boolean ignoreEncodingErrors) {
          return text;
        }
      };
    }
  }

  /** With a sound runtime. */
  static Compiled of(String... lines) {
    return with(RUNTIME, lines);
  }

  /** With another runtime; none if the text is empty. */
  static Compiled with(String runtime, String... lines) {
    return with(runtime, new ResNetProcessor(), lines);
  }

  /** As under a build tool that wraps the compiler's environment, which hides its trees. */
  static Compiled withoutTrees(String... lines) {
    return with(RUNTIME, processor(Compiled::wrapped), lines);
  }

  /** The processor, in an environment that is another one than the compiler's. */
  static Processor processor(UnaryOperator<ProcessingEnvironment> environment) {
    Processor processor = new ResNetProcessor();
    return (Processor)
        Proxy.newProxyInstance(
            Compiled.class.getClassLoader(),
            new Class<?>[] {Processor.class},
            (proxy, method, arguments) ->
                method.getName().equals("init")
                    ? method.invoke(
                        processor, environment.apply((ProcessingEnvironment) arguments[0]))
                    : method.invoke(processor, arguments));
  }

  private static ProcessingEnvironment wrapped(ProcessingEnvironment environment) {
    return (ProcessingEnvironment)
        Proxy.newProxyInstance(
            Compiled.class.getClassLoader(),
            new Class<?>[] {ProcessingEnvironment.class},
            (proxy, method, arguments) -> method.invoke(environment, arguments));
  }

  private static Compiled with(String runtime, Processor processor, String... lines) {
    String text =
        "package test;\n\nimport dev.stagewright.dsl.*;\n\n" + String.join("\n", lines) + "\n";
    List<Source> sources = new ArrayList<>(List.of(new Source("test/Net.java", text)));
    if (!runtime.isEmpty()) {
      sources.add(new Source("dev/stagewright/network/Network.java", runtime));
      sources.add(new Source("dev/stagewright/network/StageBlock.java", STAGE_BLOCK));
    }
    try {
      Path output = Files.createTempDirectory("processor-test");
      try {
        return compile(sources, processor, output);
      } finally {
        delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Compiled compile(List<Source> sources, Processor processor, Path output)
      throws IOException {
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    JavaCompiler.CompilationTask task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                null,
                null,
                diagnostics,
                List.of("-proc:only", "-d", output.toString(), "--release", "17"),
                null,
                sources.stream().map(Source::file).toList());
    task.setProcessors(List.of(processor));
    task.call();
    String text = sources.get(0).text();
    try (Stream<Path> files = Files.walk(output)) {
      return new Compiled(
          shown(diagnostics, Diagnostic.Kind.ERROR, text),
          files
              .filter(Files::isRegularFile)
              .map(file -> output.relativize(file).toString())
              .sorted()
              .toList(),
          shown(diagnostics, Diagnostic.Kind.WARNING, text));
    }
  }

  private static List<String> shown(
      DiagnosticCollector<JavaFileObject> diagnostics, Diagnostic.Kind kind, String text) {
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == kind)
        .filter(diagnostic -> diagnostic.getSource() != null)
        .filter(diagnostic -> diagnostic.getSource().getName().endsWith("test/Net.java"))
        .map(diagnostic -> show(diagnostic, (int) diagnostic.getEndPosition(), text))
        .toList();
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  /** An error of a whole type is shown at its name, though its tree spans many lines. */
  static String show(Diagnostic<?> error, int exactEnd, String source) {
    int start = (int) error.getStartPosition();
    int end = exactEnd;
    if (source.substring(start, end).contains("{\n")
        || source.substring(start, end).endsWith("{}")) {
      start = (int) error.getPosition();
      end = start;
      while (Character.isJavaIdentifierPart(source.charAt(end))) {
        end++;
      }
    }
    int line = source.lastIndexOf('\n', start) + 1;
    int lineEnd = source.indexOf('\n', end);
    String marked =
        source.substring(line, start)
            + "«"
            + source.substring(start, end)
            + "»"
            + source.substring(end, lineEnd);
    return marked + " -> " + error.getMessage(null);
  }
}
