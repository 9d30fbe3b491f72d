package dev.stagewright.cli;

import dev.stagewright.errors.Printable;
import dev.stagewright.spark.training.GradientFormat;
import dev.stagewright.spark.training.SparkTraining;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright spark-train}. */
@Command(
    name = "spark-train",
    description =
        "Trains a network on labeled images, as train does, on the executors of an Apache Spark"
            + " cluster: starts spark-submit. A batch is that of all executors together.")
final class SparkTrainCommand implements Callable<Integer> {

  private final PrintWriter out;
  private final PrintWriter err;

  @Parameters(
      paramLabel = "TRAIN",
      arity = "1..*",
      description =
          "What follows train: a network and train's options, --run or --resume among them. All"
              + " executors must find the images under the same path; --run is a folder of the"
              + " driver.")
  private List<String> training = List.of();

  @Option(
      names = "--storage",
      paramLabel = "URI",
      description =
          "A folder for this run alone on a file system that driver and executors reach, for what"
              + " they leave for each other (default: the run's folder).")
  private @Nullable String storage;

  @Option(
      names = "--gradients",
      paramLabel = "float32|bf16",
      defaultValue = "float32",
      description = "How gradients travel (default: ${DEFAULT-VALUE}).")
  private GradientFormat gradients = GradientFormat.FLOAT32;

  @Mixin private final SubmitOptions submit = new SubmitOptions();

  SparkTrainCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    TrainingLine line = line(training);
    Path folder = line.parsed(out, err).folder();
    if (folder == null) {
      throw CommandException.usage(
          "--run: needed, or --resume, since training on Spark is taken up from its folder when an"
              + " executor is lost");
    }
    if (!OnSpark.isHere()) {
      return submit.submit(out, err);
    }
    SparkTraining spark =
        SparkTraining.submitted(line)
            .gradients(gradients)
            .warn(text -> err.println("stagewright: warning: " + Printable.of(text)));
    if (storage != null) {
      spark.storage(storage);
    }
    return spark.attempt(
        folder,
        (workers, isTakenUp) -> {
          List<String> resume = List.of(RunOptions.RESUME, folder.toString());
          TrainCommand command = (isTakenUp ? line(resume) : line).parsed(out, err);
          command.by(workers);
          return command.call();
        });
  }

  private static TrainingLine line(List<String> training) {
    List<String> words = new ArrayList<>(List.of("train"));
    words.addAll(training);
    return new TrainingLine(Arrays.asList(ResumedLine.of(words.toArray(String[]::new))));
  }
}
