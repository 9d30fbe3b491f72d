package dev.stagewright.cli;

import dev.stagewright.data.LocatedPicture;
import dev.stagewright.engine.BatchMemoryException;
import dev.stagewright.errors.Printable;
import dev.stagewright.files.OutputFile;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.prediction.Predicted;
import dev.stagewright.prediction.PredictionColumns;
import dev.stagewright.prediction.PredictionFormat;
import dev.stagewright.prediction.Predictor;
import dev.stagewright.prediction.Submission;
import dev.stagewright.prediction.SubmissionSample;
import dev.stagewright.tasks.Task;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code predict} for pictures with saved models. */
final class ImagePrediction {

  private static final int ALL = Integer.MAX_VALUE;

  /** How many of many classes are named if nobody asks for more. */
  private static final int MOST_CLASSES = 5;

  @Option(
      names = "--top",
      paramLabel = "N",
      description =
          "For pictures without --output: how many classes or labels to name at most (default: 5 of"
              + " many classes, all of several labels).")
  private int top = ALL;

  @Option(
      names = "--fail-fast",
      description =
          "For pictures: stop at the first one that cannot be read. Without it the others follow,"
              + " and the exit code is 1.")
  private boolean failFast;

  @Option(
      names = "--submission",
      paramLabel = "SAMPLE.csv",
      description =
          "For pictures: write --output as this sample of a competition, with its ids in its order,"
              + " which are pictures' names with or without folder and suffix.")
  private @Nullable Path sample;

  @Option(
      names = "--submit",
      paramLabel = "label|number|probability",
      description =
          "With --submission: what its one column holds (default: as the sample's values look).")
  private Submission.@Nullable Content content;

  @Mixin private final UnlabeledPictures sources = new UnlabeledPictures();
  @Mixin private final SavedModels models = new SavedModels();
  @Mixin private final GivenOptions given = new GivenOptions();

  void refuse() {
    String reason = "with --network, which outputs arrays";
    given.refuse(reason, "--top", "--fail-fast", "--tta", "--submission", "--submit");
    sources.refuse(reason);
  }

  /** Predicts all pictures; gives the exit code. */
  int predict(
      Function<Path, TrainedModel> loading,
      int batchSize,
      @Nullable Path output,
      PrintWriter out,
      PrintWriter err) {
    GivenOptions.atLeast(1, "--top", top);
    sources.require();
    if (sample == null) {
      given.refuse("without --submission", "--submit");
    } else {
      given.require("--submission", "--output");
      given.refuse("with --submission, which needs every picture", "--fail-fast");
    }
    if (output == null) {
      return print(loading, batchSize, out, err);
    }
    given.refuse("with --output, which has all", "--top");
    PredictionFormat format = PredictionFormat.of(output);
    List<LocatedPicture> pictures = sources.open();
    int[] exitCode = {0};
    if (sample == null) {
      InterruptibleOutput.reserve(
          output,
          err,
          file ->
              exitCode[0] =
                  write(models.predictor(loading), pictures, batchSize, format, file, err));
    } else {
      if (format != PredictionFormat.CSV) {
        throw CommandException.usage(
            "--output: found %s; a submission ends in .csv".formatted(output));
      }
      SubmissionSample read = SubmissionSample.read(sample);
      InterruptibleOutput.reserve(
          output,
          err,
          file ->
              submit(
                  Submission.of(read, models.predictor(loading), pictures, content),
                  batchSize,
                  file));
    }
    out.println("Wrote " + Printable.of(output.toString()));
    return exitCode[0];
  }

  private void submit(Submission submission, int batchSize, OutputFile file) {
    computing(
        () -> {
          file.write(content -> submission.write(utf8(content), batchSize));
          return 0;
        });
  }

  private int write(
      Predictor predictor,
      List<LocatedPicture> pictures,
      int batchSize,
      PredictionFormat format,
      OutputFile file,
      PrintWriter err) {
    PredictionColumns columns = new PredictionColumns(predictor);
    return computing(
        () -> {
          int[] faults = {0};
          file.write(
              content -> {
                Writer text = utf8(content);
                PredictionFormat.Rows rows = format.to(text, columns.names());
                try (var all = predictor.predict(pictures, LocatedPicture::picture, batchSize)) {
                  Iterator<Predicted<LocatedPicture>> each = all.iterator();
                  while (each.hasNext()) {
                    Predicted<LocatedPicture> predicted = each.next();
                    faults[0] += noted(predicted, err);
                    rows.write(columns.row(predicted.source().path(), predicted));
                  }
                }
                text.flush();
              });
          return ended(faults[0], pictures, err);
        });
  }

  private static Writer utf8(java.io.OutputStream content) {
    return new OutputStreamWriter(content, StandardCharsets.UTF_8);
  }

  /** Prints a line per picture, as it comes. */
  private int print(
      Function<Path, TrainedModel> loading, int batchSize, PrintWriter out, PrintWriter err) {
    Predictor predictor = models.predictor(loading);
    Task task = predictor.coding().task();
    if (task == Task.BINARY || task == Task.REGRESSION) {
      given.refuse("with a model that names no classes, as this one's task is " + task, "--top");
    }
    int most = task == Task.SINGLE_LABEL && top == ALL ? MOST_CLASSES : top;
    PredictionLine line = new PredictionLine(predictor, most);
    List<LocatedPicture> pictures = sources.open();
    return computing(
        () -> {
          int faults = 0;
          try (var all = predictor.predict(pictures, LocatedPicture::picture, batchSize)) {
            Iterator<Predicted<LocatedPicture>> each = all.iterator();
            // Until nobody reads on; the exit code tells.
            while (!out.checkError() && each.hasNext()) {
              Predicted<LocatedPicture> predicted = each.next();
              faults += noted(predicted, err);
              if (predicted.fault() == null) {
                out.println(line.of(predicted));
              }
            }
          }
          return ended(faults, pictures, err);
        });
  }

  private interface Work {
    int run();
  }

  private static int computing(Work work) {
    try {
      return work.run();
    } catch (BatchMemoryException e) {
      throw MemoryAdvice.exceeded("--batch-size", e);
    }
  }

  /** 1 for a picture without a prediction. */
  private int noted(Predicted<LocatedPicture> predicted, PrintWriter err) {
    if (predicted.fault() == null) {
      return 0;
    }
    if (failFast) {
      throw predicted.fault();
    }
    err.println("stagewright: " + predicted.fault().getMessage());
    return 1;
  }

  private static int ended(int faults, List<LocatedPicture> pictures, PrintWriter err) {
    if (faults > 0) {
      err.printf(
          Locale.ROOT,
          "stagewright: %d of %d pictures have no prediction%n",
          faults,
          pictures.size());
    }
    return faults > 0 ? Faults.FAILED : 0;
  }
}
