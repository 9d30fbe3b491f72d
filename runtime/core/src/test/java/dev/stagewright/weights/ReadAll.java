package dev.stagewright.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Reads all files of a folder and prints what came of it: a process of its own, with little heap.
 */
final class ReadAll {

  private ReadAll() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    try (Stream<Path> files = Files.list(folder)) {
      files.sorted().forEach(ReadAll::read);
    }
  }

  private static void read(Path file) {
    long start = System.nanoTime();
    String outcome;
    try {
      WeightFile found = WeightFile.read(file);
      outcome = found.layers().size() + " layers, " + found.parameters() + " parameters";
    } catch (Throwable e) {
      outcome = e.getClass().getSimpleName() + ": " + e.getMessage();
    }
    System.out.printf(
        "%s\t%d\t%s%n",
        file.getFileName(),
        (System.nanoTime() - start) / 1_000_000,
        outcome.replace(file.toString(), "FILE"));
  }
}
