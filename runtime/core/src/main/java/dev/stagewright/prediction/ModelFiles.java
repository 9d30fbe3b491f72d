package dev.stagewright.prediction;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds the models that a path means. */
public final class ModelFiles {

  private static final String MODEL = "model.zip";
  private static final Pattern FOLD = Pattern.compile("fold-([0-9]{1,9})");

  private ModelFiles() {}

  /**
   * Finds models.
   *
   * @param path a model's file, or a training run's folder: of one with folds the models {@code
   *     fold-0/model.zip}, {@code fold-1/model.zip} and so on, else {@code model.zip}
   * @return at least one, folds in their order
   * @throws PredictionException if there is none, or a fold has none
   */
  public static List<Path> in(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    List<Path> folds = folds(path);
    List<Path> models =
        (folds.isEmpty() ? List.of(path) : folds).stream().map(f -> f.resolve(MODEL)).toList();
    for (Path model : models) {
      if (!Files.isRegularFile(model)) {
        throw new PredictionException(
            "%s: does not exist; expected the folder of a training run that has ended, with %s or fold-0/%s and so on"
                .formatted(model, MODEL, MODEL));
      }
    }
    return models;
  }

  private static List<Path> folds(Path run) {
    try (Stream<Path> all = Files.list(run)) {
      return all.filter(folder -> Files.isDirectory(folder) && number(folder) >= 0)
          .sorted(Comparator.comparingInt(ModelFiles::number))
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new PredictionException(run + ": cannot be listed: " + e);
    }
  }

  /** -1 for a folder that is not a fold's. */
  private static int number(Path folder) {
    Matcher fold = FOLD.matcher(folder.getFileName().toString());
    return fold.matches() ? Integer.parseInt(fold.group(1)) : -1;
  }
}
