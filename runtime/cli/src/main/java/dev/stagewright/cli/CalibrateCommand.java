package dev.stagewright.cli;

import dev.stagewright.data.ImageSource;
import dev.stagewright.engine.BatchMemoryException;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.errors.Printable;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.training.Calibration;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagewright calibrate}. */
@Command(
    name = "calibrate",
    description =
        "Calibrates a model's probabilities: finds the temperature to divide its logits"
            + " by, on labeled images that it was not trained on, and saves the model with it."
            + " The classes that it predicts stay the same.")
final class CalibrateCommand implements Runnable {

  private final PrintWriter out;
  private final PrintWriter err;

  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description = "A model that train saved.")
  private Path model = Path.of("");

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "Where to save the calibrated model; an existing file is replaced.")
  private Path output = Path.of("");

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "How many images to compute at once (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Mixin private final LabeledImages images = new LabeledImages();
  @Mixin private final NetworkSearch search = new NetworkSearch();
  @Mixin private final AllowedClasses allowed = new AllowedClasses();
  @Mixin private final ComputeOptions compute = new ComputeOptions();

  CalibrateCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void run() {
    GivenOptions.atLeast(1, "--batch-size", batchSize);
    EngineSettings settings = compute.settings();
    TrainedModel loaded = allowed.loadAlone(model, search, settings);
    ImageSource source = images.open(loaded).images();
    out.println(Printable.of(source.description()));
    InterruptibleOutput.reserve(
        output,
        err,
        file -> {
          TrainedModel calibrated = calibrated(loaded, source);
          calibrated.save(file);
          out.printf(Locale.ROOT, "Temperature %.4f%n", calibrated.coding().temperature());
        });
    out.println("Saved " + Printable.of(output.toString()));
  }

  private TrainedModel calibrated(TrainedModel loaded, ImageSource source) {
    try {
      return Calibration.of(loaded, source, batchSize);
    } catch (BatchMemoryException e) {
      throw MemoryAdvice.exceeded("--batch-size", e);
    }
  }
}
