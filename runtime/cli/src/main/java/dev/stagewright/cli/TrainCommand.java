package dev.stagewright.cli;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Loading;
import dev.stagewright.data.OrderedLabels;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.errors.Printable;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.runs.RunFolder;
import dev.stagewright.runs.RunPlan;
import dev.stagewright.tasks.Task;
import dev.stagewright.training.ProgressListener;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingSession;
import dev.stagewright.training.Workers;
import dev.stagewright.weights.InitialWeights;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
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
          "Where the model goes, for example model.zip; an older file is replaced. Needed without"
              + " --run.")
  private @Nullable Path output;

  @Option(
      names = "--preprocessing",
      paramLabel = "tf|caffe|torch|none",
      description =
          "What is done to colors: tf scales them to -1..1, caffe subtracts ImageNet's means, torch"
              + " divides by its deviations, too (default: as the library that the network"
              + " follows; tf for gray images).")
  private @Nullable Preprocessing preprocessing;

  @Option(
      names = "--positive",
      paramLabel = "CLASS",
      description = "For a network that answers yes or no: which of the two classes is yes.")
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

  /** Who makes the steps; null for this process. */
  private @Nullable Workers workers;

  TrainCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** Has others make the steps. */
  void by(Workers others) {
    workers = others;
  }

  /** Where the run is kept; null where it is not. */
  @Nullable Path folder() {
    return runs.folder();
  }

  /** The images to train on and for validation, as an executor opens them. */
  SplitOptions.Parts parts() {
    Task task = search.catalog().builder(network).task();
    return parts(task, images.open(task), plan.toPlan()).checked(preflight::checked);
  }

  /** How an executor of so many cores computes. */
  EngineSettings engine(int cores) {
    return compute.settings(cores);
  }

  /** How an executor of so many cores loads pictures. */
  Loading loading(int cores) {
    return loading.toLoading(cores);
  }

  private SplitOptions.Parts parts(Task task, OpenedImages opened, TrainingPlan planned) {
    return split.parts(
        opened.with(forTask(task, opened.images())),
        images,
        task,
        planned.validationShare(),
        planned.seed());
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
    if (!runs.resumes()) {
      return train(planned, null);
    }
    try (RunFolder resumed = runs.resumed(err)) {
      return train(planned, resumed);
    }
  }

  private int train(TrainingPlan planned, @Nullable RunFolder resumed) {
    NetworkBuilder<?> builder = search.catalog().builder(network);
    Task task = builder.task();
    OpenedImages opened = images.open(task);
    out.println(Printable.of(opened.images().description()));
    SplitOptions.Parts parts = parts(task, opened, planned);
    TrainingPlan carriedOut = parts.splitHere() ? plan.toPlanWithoutShare() : planned;
    builder.labels(parts.training().labels().size());
    options.applyTo(builder);
    if (resumed != null && resumed.hasCheckpoint()) {
      builder.weights(InitialWeights.none()); // the checkpoint's parameters take their place
    } else {
      startFromWeights(builder);
    }
    Network built = builder.build();
    RunPlan run =
        resumed == null ? RunPlan.of(built, carriedOut).with(given.command()) : resumed.plan();
    ImageInput input =
        pictures.applyTo(
            preprocessing == null ? ImageInput.of(built) : ImageInput.of(built, preprocessing));
    EngineSettings settings = compute.settings();
    SplitOptions.Parts readable = parts.checked(preflight::checked);
    preflight.report(out);
    TrainingSession session =
        TrainingSession.of(built, input, settings)
            .loading(loading.toLoading())
            .listen(new ProgressListener());
    preflight.note(session);
    if (workers != null) {
      session.by(workers);
    }
    var job = new TrainingJob(session, run, search.catalog().find(network), readable, out, err);
    var memory =
        new MemoryAdvice("--batch-size", planned.batchSize(), built, MemoryUseMode.TRAINING);
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
