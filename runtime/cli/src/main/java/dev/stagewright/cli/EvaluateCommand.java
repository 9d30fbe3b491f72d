package dev.stagewright.cli;

import dev.stagewright.data.ImageSource;
import dev.stagewright.engine.BatchMemoryException;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.errors.Printable;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.tasks.MetricOptions;
import dev.stagewright.tasks.Task;
import dev.stagewright.training.EvaluationReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagewright evaluate}. */
@Command(
    name = "evaluate",
    description = "Measures how well a model does on labeled images that it was not trained on.")
final class EvaluateCommand implements Runnable {

  private final PrintWriter out;
  private final PrintWriter err;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description = "A model that train saved.")
  private Path model = Path.of("");

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "How many images to compute at once (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--top",
      paramLabel = "K",
      defaultValue = "5",
      description =
          "For classes and several labels: the k of top-k accuracy and MAP@k (default:"
              + " ${DEFAULT-VALUE}).")
  private int top;

  @Option(
      names = "--beta",
      paramLabel = "BETA",
      defaultValue = "1",
      description =
          "For several labels, or yes and no: how much more recall counts than precision in"
              + " F-beta (default: ${DEFAULT-VALUE}).")
  private double beta;

  @Option(
      names = "--resamples",
      paramLabel = "N",
      defaultValue = "1000",
      description =
          "How many bootstrap samples to draw for the metrics' 95 %% intervals; 0 for no"
              + " intervals (default: ${DEFAULT-VALUE}).")
  private int resamples;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the figures to a file, as JSON; undefined ones are null.")
  private @Nullable Path json;

  @Mixin private final LabeledImages images = new LabeledImages();
  @Mixin private final PartOptions part = new PartOptions();
  @Mixin private final NetworkSearch search = new NetworkSearch();
  @Mixin private final AllowedClasses allowed = new AllowedClasses();
  @Mixin private final ComputeOptions compute = new ComputeOptions();
  @Mixin private final GivenOptions given = new GivenOptions();

  EvaluateCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void run() {
    GivenOptions.atLeast(1, "--batch-size", batchSize);
    GivenOptions.atLeast(0, "--resamples", resamples);
    MetricOptions options = new MetricOptions(GivenOptions.atLeast(1, "--top", top), beta);
    EngineSettings settings = compute.settings();
    TrainedModel loaded = allowed.loadAlone(model, search, settings);
    Task task = loaded.coding().task();
    String reason = "with a model of the task " + task;
    if (task == Task.BINARY || task == Task.REGRESSION) {
      given.refuse(reason, "--top");
    }
    if (task == Task.SINGLE_LABEL || task == Task.REGRESSION) {
      given.refuse(reason, "--beta");
    }
    ImageSource source = part.of(images.open(loaded));
    out.println(Printable.of(source.description()));
    if (json == null) {
      evaluate(loaded, source, options).print(out);
    } else {
      InterruptibleOutput.reserve(
          json,
          err,
          file -> {
            EvaluationText text = evaluate(loaded, source, options);
            text.print(out);
            JsonFigures.write(text.figures(), file);
          });
    }
  }

  private EvaluationText evaluate(TrainedModel loaded, ImageSource source, MetricOptions options) {
    try {
      return new EvaluationText(
          loaded, EvaluationReport.of(loaded, source, batchSize, options, resamples), resamples);
    } catch (BatchMemoryException e) {
      throw MemoryAdvice.exceeded("--batch-size", e);
    }
  }
}
