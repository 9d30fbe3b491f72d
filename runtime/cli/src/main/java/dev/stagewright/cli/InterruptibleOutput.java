package dev.stagewright.cli;

import dev.stagewright.errors.Printable;
import dev.stagewright.files.OutputFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.function.Consumer;

/** An output of long work: reserved before it, and Ctrl-C says that it was not written. */
final class InterruptibleOutput {

  private InterruptibleOutput() {}

  /** Does work that ends in writing a file. On Ctrl-C Java itself ends with exit code 130. */
  static void reserve(Path path, PrintWriter err, Consumer<OutputFile> work) {
    String message = "stagewright: interrupted; %s was not written".formatted(path);
    // The live bar leaves the cursor in its line.
    Thread hook = new Thread(() -> err.println(System.lineSeparator() + Printable.of(message)));
    try (OutputFile file = OutputFile.reserve(path)) {
      Runtime.getRuntime().addShutdownHook(hook);
      work.accept(file);
    } finally {
      remove(hook);
    }
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // it runs
    }
  }
}
