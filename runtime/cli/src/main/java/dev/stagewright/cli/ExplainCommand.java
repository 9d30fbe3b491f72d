package dev.stagewright.cli;

import dev.stagewright.data.NamedPicture;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.errors.Printable;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.prediction.GradCam;
import dev.stagewright.prediction.HeatPicture;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright explain}. */
@Command(
    name = "explain",
    description =
        "Shows which parts of a picture made a model name a class, as a heat map over it"
            + " (Grad-CAM); yellow parts counted most.")
final class ExplainCommand implements Runnable {

  private final PrintWriter out;
  private final PrintWriter err;

  @Parameters(
      paramLabel = "PICTURE",
      description = "A JPEG, PNG, BMP, TIFF, WebP, GIF or PNM file.")
  private Path picture = Path.of("");

  @Option(
      names = "--model",
      paramLabel = "FILE",
      required = true,
      description = "A model that train saved.")
  private Path model = Path.of("");

  @Option(
      names = "--output",
      paramLabel = "FILE.png",
      required = true,
      description = "Where to save the picture with its heat map, as PNG.")
  private Path output = Path.of("");

  @Option(
      names = "--class",
      paramLabel = "CLASS",
      description = "The class, label or value to explain (default: the most probable one).")
  private @Nullable String label;

  @Option(
      names = "--stage",
      paramLabel = "LAYER",
      description =
          "The layer whose maps to use: the end of a block or stage, by its name in summary"
              + " (default: the last one).")
  private @Nullable String stage;

  @Mixin private final NetworkSearch search = new NetworkSearch();
  @Mixin private final AllowedClasses allowed = new AllowedClasses();

  ExplainCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void run() {
    TrainedModel loaded = allowed.loadAlone(model, search, EngineSettings.chosen());
    NamedPicture named = NamedPicture.of(picture);
    GradCam.Heat heat = new GradCam(loaded).explain(named, label, stage);
    InterruptibleOutput.reserve(
        output,
        err,
        file ->
            file.write(
                content ->
                    ImageIO.write(HeatPicture.of(named, loaded.input(), heat), "png", content)));
    out.printf(
        Locale.ROOT,
        "Wrote %s: %s, by the layer %s of %d x %d%n",
        Printable.of(output.toString()),
        Printable.of(heat.label()),
        Printable.of(heat.layer()),
        heat.rows().size(),
        heat.rows().get(0).size());
  }
}
