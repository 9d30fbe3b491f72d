package dev.stagewright.cli;

import dev.stagewright.engine.Precision;
import dev.stagewright.errors.Printable;
import dev.stagewright.spark.ScoringJob;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright spark-score}. */
@Command(
    name = "spark-score",
    description =
        "Says what pictures show, as predict does, on an Apache Spark cluster: starts spark-submit."
            + " Model, pictures and table are on any file system that Spark knows.")
final class SparkScoreCommand implements Callable<Integer> {

  private final PrintWriter out;
  private final PrintWriter err;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Pictures, and folders that are searched for files named as pictures are.")
  private List<String> paths = List.of();

  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description = "What train saved.")
  private String model = "";

  @Option(
      names = "--output",
      paramLabel = "DIR",
      required = true,
      description =
          "The folder that the table becomes, whose name ends in .parquet, .csv or .jsonl: predict's"
              + " columns.")
  private String output = "";

  @Option(
      names = "--features",
      paramLabel = "LAYER",
      defaultValue = "",
      description =
          "Write a layer's features, too, of maps the mean over their cells: the end of a stage, by"
              + " its name in summary. Not for .csv.")
  private String layer = "";

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "16",
      description = "Images computed at once (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--fail-fast",
      description =
          "Stop at the first picture that cannot be read. Without it the others follow, and the"
              + " exit code is 1.")
  private boolean failFast;

  @Option(
      names = "--precision",
      paramLabel = "f32|bf16",
      defaultValue = "f32",
      description = "What the engine computes in (default: ${DEFAULT-VALUE}).")
  private Precision precision = Precision.F32;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "An executor's engine's threads (default: as many as the executor has cores).")
  private int threads;

  @Option(
      names = "--allow-class",
      paramLabel = "CLASS",
      description =
          "A class of yours that the model may name, from a jar in spark.jars. May be repeated.")
  private List<String> allowed = List.of();

  @Mixin private final SubmitOptions submit = new SubmitOptions();

  SparkScoreCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public Integer call() {
    GivenOptions.atLeast(1, "--batch-size", batchSize);
    GivenOptions.atLeast(0, "--threads", threads);
    var job =
        new ScoringJob(
            model, paths, output, layer, batchSize, precision, threads, allowed, failFast);
    if (!OnSpark.isHere()) {
      job.check();
      return submit.submit(out, err);
    }
    ScoringJob.Outcome outcome = job.run(warning -> err.println("Warning: " + warning));
    out.println("Wrote " + Printable.of(output));
    if (outcome.faults() == 0) {
      return 0;
    }
    err.printf(
        Locale.ROOT,
        "stagewright: %d of %d pictures have no prediction; the column error says why%n",
        outcome.faults(),
        outcome.pictures());
    return Faults.FAILED;
  }
}
