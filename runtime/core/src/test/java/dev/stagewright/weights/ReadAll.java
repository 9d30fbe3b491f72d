package dev.stagewright.weights;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Reads all files of a folder and prints what came of each: a process of its own, see {@link
 * HostileFilesTest}.
 */
final class ReadAll {

  private ReadAll() {}

  public static void main(String[] arguments) throws IOException {
    try (Stream<Path> files = Files.list(Path.of(arguments[0]))) {
      files.sorted().forEach(file -> System.out.println(file.getFileName() + "\t" + outcome(file)));
    }
  }

  /** The sum of each value times its place, which an exchange of two values changes. */
  private static double fingerprint(WeightFile file) {
    double sum = 0;
    for (LayerWeights layer : file.layers()) {
      for (WeightArray array : layer.arrays()) {
        float[] values = array.values().data().asFloat();
        for (int i = 0; i < values.length; i++) {
          sum += values[i] * (double) i;
        }
      }
    }
    return sum;
  }

  private static String outcome(Path file) {
    try {
      WeightFile found = WeightFile.read(file);
      return String.format(
          Locale.ROOT,
          "%d layers, %d parameters, %s",
          found.layers().size(),
          found.parameters(),
          fingerprint(found));
    } catch (WeightsException e) {
      return String.valueOf(e.getMessage()).replace(file.toString(), "FILE");
    } catch (RuntimeException | Error e) {
      return e.toString();
    }
  }
}
