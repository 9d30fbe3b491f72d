package dev.stagewright.cli;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.OrderedLabels;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.data.Split;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.errors.Printable;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.runs.CrossValidation;
import dev.stagewright.runs.RunFolder;
import dev.stagewright.runs.RunPlan;
import dev.stagewright.tasks.Task;
import dev.stagewright.training.ProgressListener;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingSession;
import dev.stagewright.weights.InitialWeights;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
final class TrainCommand implements Callable<Integer> {

  private final PrintWriter out;
  private final PrintWriter err;

  @Parameters(paramLabel = "NETWORK", description = "The annotated type's simple or binary name.")
  private String network = "";

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description =
          "Where to save the model, for example model.zip; an existing file is replaced."
              + " Required without --run.")
  private @Nullable Path output;

  @Option(
      names = "--preprocessing",
      paramLabel = "tf|caffe|torch|none",
      description =
          "How colors are scaled: tf to -1..1; caffe subtracts ImageNet's means; torch also"
              + " divides by its standard deviations (default: as in the library that the network"
              + " follows; tf for gray images).")
  private @Nullable Preprocessing preprocessing;

  @Option(
      names = "--positive",
      paramLabel = "CLASS",
      description = "For a network that answers yes or no: which of the two classes means yes.")
  private @Nullable String positive;

  @Mixin private final LabeledImages images = new LabeledImages();
  @Mixin private final SplitOptions split = new SplitOptions();
  @Mixin private final PreflightOptions preflight = new PreflightOptions();
  @Mixin private final NetworkSearch search = new NetworkSearch();
  @Mixin private final AllowedClasses allowed = new AllowedClasses();
  @Mixin private final BuilderOptions options = new BuilderOptions();
  @Mixin private final WeightOptions weights = new WeightOptions();
  @Mixin private final ComputeOptions compute = new ComputeOptions();
  @Mixin private final PictureOptions pictures = new PictureOptions();
  @Mixin private final LoadingOptions loading = new LoadingOptions();
  @Mixin private final PlanOptions plan = new PlanOptions();
  @Mixin private final RunOptions runs = new RunOptions();
  @Mixin private final GivenOptions given = new GivenOptions();

  TrainCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** Returns 0, or what a signal ends the process with. */
  @Override
  public Integer call() {
    runs.check(output);
    TrainingPlan planned = plan.toPlan();
    if (options.value("weights") == null) {
      weights.requireUnused("no weights are loaded; add --option weights=FILE");
    }
    pictures.check(images);
    images.refuseForArrays("which is not decoded", "--decode");
    loading.toLoading(); // a wrong value is told before anything is read
    if (split.hasFolds()) {
      runs.checkFolds();
      return trainFolds(planned);
    }
    if (!runs.resumes()) {
      return train(planned, null);
    }
    try (RunFolder resumed = runs.resumed(err)) {
      return train(planned, resumed);
    }
  }

  private int train(TrainingPlan planned, @Nullable RunFolder resumed) {
    NetworkBuilder<?> builder = search.catalog().builder(network);
    OpenedImages opened = opened(builder.task());
    SplitOptions.Parts parts =
        split.parts(opened, images, builder.task(), planned.validationShare(), planned.seed());
    TrainingPlan carriedOut = parts.splitHere() ? plan.toPlanWithoutShare() : planned;
    // A checkpoint's parameters take the place of what the network starts from.
    boolean starts = resumed == null || !resumed.hasCheckpoint();
    Network built = built(builder, parts.training(), starts);
    RunPlan run =
        resumed == null ? RunPlan.of(built, carriedOut).with(given.command()) : resumed.plan();
    EngineSettings settings = compute.settings();
    ImageInput input = input(built);
    SplitOptions.Parts readable = parts.checked(preflight::checked);
    TrainingSession session = session(built, input, settings);
    var description = search.catalog().find(network);
    var job = new TrainingJob(session, run, description, readable, runs.tensorboard(), out, err);
    MemoryAdvice memory = memory(built, planned);
    if (resumed != null) {
      return memory.during(() -> job.keptIn(resumed, output));
    }
    try (RunFolder created = runs.created(run)) {
      return memory.during(
          () ->
              created == null
                  ? job.savedAs(Objects.requireNonNull(output))
                  : job.keptIn(created, output));
    }
  }

  private int trainFolds(TrainingPlan planned) {
    NetworkBuilder<?> builder = search.catalog().builder(network);
    OpenedImages opened = opened(builder.task());
    Split dealt = runs.resumes() ? null : split.folds(opened, planned.seed());
    Network built = built(builder, opened.images(), true);
    EngineSettings settings = compute.settings();
    ImageInput input = input(built);
    ImageSource readable = preflight.checked(opened.images());
    RunPlan run = RunPlan.of(built, planned).with(given.command());
    try (CrossValidation folds = runs.folds(run, dealt, err)) {
      Supplier<TrainingSession> sessions = () -> session(built, input, settings);
      var description = search.catalog().find(network);
      var training = new FoldedTraining(folds, sessions, description, runs.tensorboard(), out, err);
      return memory(built, planned).during(() -> training.run(readable));
    }
  }

  private OpenedImages opened(Task task) {
    OpenedImages opened = images.open(task);
    out.println(Printable.of(opened.images().description()));
    return opened.with(forTask(task, opened.images()));
  }

  private Network built(NetworkBuilder<?> builder, ImageSource labeled, boolean starts) {
    builder.labels(labeled.labels().size());
    options.applyTo(builder);
    if (starts) {
      startFromWeights(builder);
    } else {
      builder.weights(InitialWeights.none());
    }
    return builder.build();
  }

  private ImageInput input(Network built) {
    return pictures.applyTo(
        preprocessing == null ? ImageInput.of(built) : ImageInput.of(built, preprocessing));
  }

  private TrainingSession session(Network built, ImageInput input, EngineSettings settings) {
    return TrainingSession.of(built, input, settings)
        .loading(loading.toLoading())
        .badImages(preflight.badImages())
        .listen(new ProgressListener());
  }

  private static MemoryAdvice memory(Network built, TrainingPlan planned) {
    return new MemoryAdvice("--batch-size", planned.batchSize(), built, MemoryUseMode.TRAINING);
  }

  /** The images as a network of this task wants them. */
  private ImageSource forTask(Task task, ImageSource source) {
    boolean asksForYes = task == Task.BINARY && !images.haveTargets(task);
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
    if (task == Task.REGRESSION && !images.haveTargets(task)) {
      throw CommandException.usage(
          "--targets: needed, or --table, since %s learns numbers; the images have classes"
              .formatted(network));
    }
    return source;
  }

  private void startFromWeights(NetworkBuilder<?> builder) {
    String file = options.value("weights");
    if (file != null) {
      weights.startFrom(builder, file, path -> allowed.load(path, search), out);
    }
    allowed.requireUsed();
  }
}
