package dev.stagewright.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** Opens a file of weights and hands it to its format. */
final class WeightFormats {

  private static final int HEAD = 8;

  private static final List<WeightFormat> ALL =
      ServiceLoader.load(WeightFormat.class, WeightFormat.class.getClassLoader()).stream()
          .map(ServiceLoader.Provider::get)
          .toList();

  private WeightFormats() {}

  static WeightFile read(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new WeightsException(
          "%s %s; expected a %s file%s"
              .formatted(
                  path,
                  Files.isDirectory(path)
                      ? "is a directory"
                      : Files.exists(path) ? "is not a regular file" : "does not exist",
                  kinds(),
                  Files.isDirectory(path)
                      ? " (TensorFlow's SavedModel is not read: save again with model.save(\"model.keras\"))"
                      : ""));
    }
    try {
      return format(path).read(path);
    } catch (IOException e) {
      throw new WeightsException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static WeightFormat format(Path path) throws IOException {
    byte[] head;
    try (InputStream in = Files.newInputStream(path)) {
      head = in.readNBytes(HEAD);
    }
    return ALL.stream()
        .filter(format -> format.matches(path, head))
        .findFirst()
        .orElseThrow(
            () ->
                new WeightsException(
                    "%s is not a %s file: it starts with %s. Expected weights or a saved model"
                        .formatted(path, kinds(), hex(head))));
  }

  private static String kinds() {
    return ALL.stream().map(WeightFormat::kinds).collect(Collectors.joining(", "));
  }

  private static String hex(byte[] head) {
    if (head.length == 0) {
      return "nothing (it is empty)";
    }
    StringBuilder text = new StringBuilder("the bytes");
    for (byte each : head) {
      text.append(String.format(Locale.ROOT, " %02x", each));
    }
    return text.toString();
  }
}
