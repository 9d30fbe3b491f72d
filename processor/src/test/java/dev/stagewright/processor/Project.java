package dev.stagewright.processor;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.annotation.processing.Processor;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.eclipse.jdt.internal.compiler.tool.EclipseCompiler;

/**
 * Whole source files that are compiled together, with the processor.
 *
 * @param root of the source files
 * @param files their texts by their paths
 * @param options of the compiler
 * @param processors for one compilation
 */
public record Project(
    Path root,
    Map<String, String> files,
    List<String> options,
    Supplier<List<Processor>> processors) {

  /** The compilers that people use. */
  public enum Tool {
    JAVAC,
    ECJ;

    private JavaCompiler compiler() {
      return this == JAVAC ? ToolProvider.getSystemJavaCompiler() : new EclipseCompiler();
    }
  }

  /** An empty project in a folder, with what the processor looks at of the runtime. */
  static Project in(Path folder) {
    return empty(folder).with("dev/stagewright/network/Network.java", Compiled.RUNTIME);
  }

  /** An empty project in a folder; its class path is that of the test. */
  public static Project empty(Path folder) {
    return new Project(
        folder, Map.of(), List.of("--release", "17"), () -> List.of(new ResNetProcessor()));
  }

  /** With one more file. */
  public Project with(String file, String... lines) {
    Map<String, String> more = new LinkedHashMap<>(files);
    more.put(file, String.join("\n", lines) + "\n");
    return new Project(root, more, options, processors);
  }

  /** Without a file. */
  public Project without(String file) {
    Map<String, String> fewer = new LinkedHashMap<>(files);
    fewer.remove(file);
    return new Project(root, fewer, options, processors);
  }

  /** With more options for the compiler. */
  public Project with(List<String> option) {
    List<String> more = new ArrayList<>(options);
    more.addAll(option);
    return new Project(root, files, more, processors);
  }

  /** With other processors. */
  public Project with(Supplier<List<Processor>> others) {
    return new Project(root, files, options, others);
  }

  /** Every error in these files: the file, the place «marked», and the text. */
  List<String> errors(Tool tool) {
    return diagnostics(tool).stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .filter(error -> files.containsKey(path(error)))
        .map(error -> show(error, tool))
        .toList();
  }

  /** Every error and warning, of generated files, too: the file and the text. */
  public List<String> messages(Tool tool) {
    return diagnostics(tool).stream()
        .map(diagnostic -> path(diagnostic) + ": " + diagnostic.getMessage(null))
        .toList();
  }

  /** Where compilers write. */
  public Path classes() {
    return root.resolve("classes");
  }

  /** The texts that the last compilation wrote, by their paths. */
  public Map<String, String> written() {
    try (Stream<Path> paths = Files.walk(classes())) {
      return paths
          .filter(path -> Files.isRegularFile(path) && !path.toString().endsWith(".class"))
          .collect(Collectors.toMap(path -> root.relativize(path).toString(), Project::read));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Diagnostic<? extends JavaFileObject>> diagnostics(Tool tool) {
    try {
      return diagnostics(tool, Files.createDirectories(classes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<Diagnostic<? extends JavaFileObject>> diagnostics(Tool tool, Path output)
      throws IOException {
    JavaCompiler compiler = tool.compiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    try (StandardJavaFileManager manager =
        compiler.getStandardFileManager(diagnostics, null, null)) {
      List<Path> paths = new ArrayList<>();
      for (Map.Entry<String, String> file : files.entrySet()) {
        Path path = root.resolve(file.getKey());
        Files.createDirectories(path.getParent());
        paths.add(Files.writeString(path, file.getValue()));
      }
      List<String> all = new ArrayList<>(options);
      // Without -s ECJ writes generated sources into the working directory.
      all.addAll(List.of("-d", output.toString(), "-s", output.toString()));
      JavaCompiler.CompilationTask task =
          compiler.getTask(
              new StringWriter(),
              manager,
              diagnostics,
              all,
              null,
              manager.getJavaFileObjectsFromPaths(paths));
      task.setProcessors(processors.get());
      task.call();
    }
    return diagnostics.getDiagnostics();
  }

  private String path(Diagnostic<? extends JavaFileObject> error) {
    return error.getSource() == null
        ? ""
        : root.relativize(Path.of(error.getSource().toUri())).toString();
  }

  private String show(Diagnostic<? extends JavaFileObject> error, Tool tool) {
    // ECJ's ends are those of the last character, not behind it.
    int end = (int) error.getEndPosition() + (tool == Tool.ECJ ? 1 : 0);
    return path(error) + ": " + Compiled.show(error, end, requireNonNull(files.get(path(error))));
  }
}
