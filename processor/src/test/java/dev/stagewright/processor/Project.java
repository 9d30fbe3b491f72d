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
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
 */
record Project(Path root, Map<String, String> files, List<String> options) {

  /** The compilers that people use. */
  enum Tool {
    JAVAC,
    ECJ;

    private JavaCompiler compiler() {
      return this == JAVAC ? ToolProvider.getSystemJavaCompiler() : new EclipseCompiler();
    }
  }

  /** An empty project in a folder, with what the processor looks at of the runtime. */
  static Project in(Path folder) {
    return new Project(folder, Map.of(), List.of("--release", "17"))
        .with("dev/stagewright/network/Network.java", Compiled.RUNTIME);
  }

  Project with(String file, String... lines) {
    Map<String, String> more = new LinkedHashMap<>(files);
    more.put(file, String.join("\n", lines) + "\n");
    return new Project(root, more, options);
  }

  Project without(String file) {
    Map<String, String> fewer = new LinkedHashMap<>(files);
    fewer.remove(file);
    return new Project(root, fewer, options);
  }

  Project with(List<String> option) {
    List<String> more = new ArrayList<>(options);
    more.addAll(option);
    return new Project(root, files, more);
  }

  /** Every error in these files: the file, the place «marked», and the text. */
  List<String> errors(Tool tool) {
    try {
      return errors(tool, Files.createDirectories(root.resolve("classes")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the last compilation wrote, by its path. */
  Map<String, String> written() {
    try (Stream<Path> paths = Files.walk(root.resolve("classes"))) {
      return paths
          .filter(Files::isRegularFile)
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

  private List<String> errors(Tool tool, Path output) throws IOException {
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
      task.setProcessors(List.of(new ResNetProcessor()));
      task.call();
    }
    return diagnostics.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .filter(error -> files.containsKey(path(error)))
        .map(error -> show(error, tool))
        .toList();
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
