package dev.stagewright.cli;

import dev.stagewright.data.ExifOrientation;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.OrderedLabels;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.errors.Printable;
import dev.stagewright.files.OutputFile;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.tasks.Task;
import dev.stagewright.training.ProgressListener;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingSession;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.memory.MemoryUseMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright train NETWORK}. */
@Command(
    name = "train",
    description =
        "Trains a network on labeled images and saves it. It has as many classes or outputs as the"
            + " images' labels or targets need.")
final class TrainCommand implements Runnable {

  private final PrintWriter out;
  private final PrintWriter err;

  @Parameters(paramLabel = "NETWORK", description = "The annotated type's simple or binary name.")
  private String network = "";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description = "Where the model goes, for example model.zip; an older file is replaced.")
  private Path output = Path.of("");

  @Option(
      names = "--preprocessing",
      paramLabel = "tf|caffe|torch|none",
      description =
          "What is done to colors: tf scales them to -1..1, caffe subtracts ImageNet's means, torch"
              + " divides by its deviations, too (default: as the library that the network"
              + " follows; tf for gray images).")
  private @Nullable Preprocessing preprocessing;

  @Option(
      names = "--ignore-orientation",
      description =
          "Take pictures as they are stored, as Keras does, not as their EXIF data say that they"
              + " are to be seen. The model remembers it.")
  private boolean ignoreOrientation;

  @Option(
      names = "--positive",
      paramLabel = "CLASS",
      description = "For a network that answers yes or no: which of the two classes is yes.")
  private @Nullable String positive;

  @Mixin private final LabeledImages images = new LabeledImages();
  @Mixin private final NetworkSearch search = new NetworkSearch();
  @Mixin private final AllowedClasses allowed = new AllowedClasses();
  @Mixin private final BuilderOptions options = new BuilderOptions();
  @Mixin private final WeightOptions weights = new WeightOptions();
  @Mixin private final ComputeOptions compute = new ComputeOptions();
  @Mixin private final PlanOptions plan = new PlanOptions();
  @Mixin private final GivenOptions given = new GivenOptions();

  TrainCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void run() {
    TrainingPlan planned = plan.toPlan();
    if (options.value("weights") == null) {
      weights.requireUnused("no weights are loaded; add --option weights=FILE");
    }
    images.refuseOrientation("--ignore-orientation");
    NetworkBuilder<?> builder = search.catalog().builder(network);
    ImageSource opened = images.open(builder.task());
    out.println(Printable.of(opened.description()));
    ImageSource source = forTask(builder.task(), opened);
    builder.labels(source.labels().size());
    options.applyTo(builder);
    startFromWeights(builder);
    Network built = builder.build();
    var memory =
        new MemoryAdvice("--batch-size", planned.batchSize(), built, MemoryUseMode.TRAINING);
    EngineSettings settings = compute.settings();
    InterruptibleOutput.reserve(
        output, err, file -> memory.during(() -> train(built, settings, planned, source, file)));
    out.println("Saved " + Printable.of(output.toString()));
  }

  /** The images as a network of this task wants them. */
  private ImageSource forTask(Task task, ImageSource source) {
    boolean asksForYes = task == Task.BINARY && !images.haveTargets();
    if (!asksForYes) {
      given.refuse(
          task == Task.BINARY
              ? "with --targets, which tell it"
              : "with a network that does not answer yes or no",
          "--positive");
    } else if (positive == null) {
      throw CommandException.usage(
          "--positive: needed, since %s answers yes or no; give one of the classes %s"
              .formatted(network, String.join(", ", source.labels())));
    } else {
      return OrderedLabels.positive(source, positive);
    }
    if (task == Task.REGRESSION && !images.haveTargets()) {
      throw CommandException.usage(
          "--targets: needed, since %s learns numbers; the images have classes".formatted(network));
    }
    return source;
  }

  private void train(
      Network network,
      EngineSettings settings,
      TrainingPlan plan,
      ImageSource source,
      OutputFile file) {
    ImageInput input =
        (preprocessing == null ? ImageInput.of(network) : ImageInput.of(network, preprocessing))
            .withOrientation(orientation());
    TrainingSession.of(network, input, settings)
        .listen(new ProgressListener())
        .run(plan, source)
        .model()
        .save(file);
  }

  private ExifOrientation orientation() {
    return ignoreOrientation ? ExifOrientation.IGNORED : ExifOrientation.APPLIED;
  }

  private void startFromWeights(NetworkBuilder<?> builder) {
    String file = options.value("weights");
    if (file != null) {
      weights.startFrom(builder, file, path -> allowed.load(path, search), out);
    }
    allowed.requireUsed();
  }
}
