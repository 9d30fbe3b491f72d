package dev.stagewright.cli;

import dev.stagewright.engine.BatchMemoryException;
import dev.stagewright.errors.Printable;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.prediction.Classified;
import dev.stagewright.prediction.Classifier;
import dev.stagewright.prediction.Prediction;
import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskCoding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code predict} for image files with a saved model. */
final class ImagePrediction {

  private static final int ALL = Integer.MAX_VALUE;

  /** How many of many classes are named if nobody asks for more. */
  private static final int MOST_CLASSES = 5;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      description = "For image files: what train saved.")
  private Path model = Path.of("");

  @Option(
      names = "--top",
      paramLabel = "N",
      description =
          "For image files: how many classes or labels to name at most (default: 5 of many"
              + " classes, all of several labels).")
  private int top = ALL;

  @Parameters(
      paramLabel = "IMAGE",
      arity = "0..*",
      description = "JPEG, PNG, BMP, TIFF, WebP, GIF or PNM files.")
  private List<Path> files = List.of();

  @Mixin private final GivenOptions given = new GivenOptions();

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
    Task task = classifier.coding().task();
    if (task == Task.BINARY || task == Task.REGRESSION) {
      given.refuse("with a model that names no classes, as this one's task is " + task, "--top");
    }
    int most = task == Task.SINGLE_LABEL && top == ALL ? MOST_CLASSES : top;
    int named = Math.min(most, classifier.answers());
    try (var classified = classifier.classifyAll(files.stream(), batchSize, named)) {
      var lines = classified.map(each -> line(each, classifier.coding())).iterator();
      // Until nobody reads on; the exit code tells.
      while (!out.checkError() && lines.hasNext()) {
        out.println(lines.next());
      }
    } catch (BatchMemoryException e) {
      throw MemoryAdvice.exceeded("--batch-size", e);
    }
  }

  private static String line(Classified<Path> classified, TaskCoding coding) {
    return classified.predictions().stream()
        .map(prediction -> text(prediction, coding))
        .collect(Collectors.joining(", ", Printable.of(classified.source().toString()) + "  ", ""));
  }

  /** Of several labels those that apply have a star. */
  private static String text(Prediction prediction, TaskCoding coding) {
    String label = Printable.of(prediction.label());
    if (coding.task() == Task.REGRESSION) {
      return label + " " + (float) prediction.value();
    }
    boolean starred =
        coding.task() == Task.MULTI_LABEL && coding.applies(prediction.index(), prediction.value());
    return label + " " + Numbers.percent(prediction.probability()) + (starred ? " *" : "");
  }
}
