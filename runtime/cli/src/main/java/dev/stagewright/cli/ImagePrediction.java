package dev.stagewright.cli;

import dev.stagewright.engine.BatchMemoryException;
import dev.stagewright.errors.Printable;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.prediction.Classified;
import dev.stagewright.prediction.Classifier;
import dev.stagewright.prediction.Prediction;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code predict} for image files with a saved model. */
final class ImagePrediction {

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "For image files: what train saved.")
  private Path model = Path.of("");

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "5",
      description =
          "For image files: how many classes to name at most (default: ${DEFAULT-VALUE}).")
  private int top;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "0..*",
      description = "JPEG, PNG, BMP, TIFF, WebP, GIF or PNM files.")
  private List<Path> files = List.of();

  void refuseFiles() {
    if (!files.isEmpty()) {
      throw CommandException.usage(
          "%s: has no effect with --network, which takes --input".formatted(files.get(0)));
    }
  }

  /** Prints a line per file in order, so that an unreadable one spares those before it. */
  void print(Function<Path, TrainedModel> models, int batchSize, PrintWriter out) {
    GivenOptions.atLeast(1, "--top", top);
    if (files.isEmpty()) {
      throw CommandException.usage("--model: needs at least one IMAGE, too");
    }
    Classifier classifier = new Classifier(models.apply(model));
    int named = Math.min(top, classifier.labels().size());
    try (var classified = classifier.classifyAll(files.stream(), batchSize, named)) {
      var lines = classified.map(ImagePrediction::line).iterator();
      // Until nobody reads on; the exit code tells.
      while (!out.checkError() && lines.hasNext()) {
        out.println(lines.next());
      }
    } catch (BatchMemoryException e) {
      throw MemoryAdvice.exceeded("--batch-size", e);
    }
  }

  private static String line(Classified<Path> classified) {
    return classified.predictions().stream()
        .map(ImagePrediction::text)
        .collect(Collectors.joining(", ", Printable.of(classified.source().toString()) + "  ", ""));
  }

  private static String text(Prediction prediction) {
    return Printable.of(prediction.label()) + " " + Numbers.percent(prediction.probability());
  }
}
