package dev.stagewright.cli;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Loading;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.data.Split;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.errors.Printable;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.recipes.Setup;
import dev.stagewright.runs.CrossValidation;
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

  @Parameters(
      paramLabel = "NETWORK",
      arity = "0..1",
      description =
          "The annotated type's simple or binary name; without it that of the recipe's network.")
  private @Nullable String named;

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

  @Mixin private final LabeledImages images = new LabeledImages();
  @Mixin private final PositiveOption positive = new PositiveOption();
  @Mixin private final SplitOptions split = new SplitOptions();
  @Mixin private final PreflightOptions preflight = new PreflightOptions();
  @Mixin private final NetworkSearch search = new NetworkSearch();
  @Mixin private final AllowedClasses allowed = new AllowedClasses();
  @Mixin private final BuilderOptions options = new BuilderOptions();
  @Mixin private final StartOptions start = new StartOptions();
  @Mixin private final ComputeOptions compute = new ComputeOptions();
  @Mixin private final PictureOptions pictures = new PictureOptions();
  @Mixin private final LoadingOptions loading = new LoadingOptions();
  @Mixin private final RecipeOptions recipe = new RecipeOptions();
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
    Setup said = recipe.setup(plan.length());
    Setup setup = said == null ? Setup.DEFAULT : said;
    String network = network(setup);
    Task task = search.catalog().builder(network).task();
    OpenedImages opened = labeled(images.open(task), task, network);
    return parts(task, opened, plan.toPlan(setup.plan())).checked(preflight::checked);
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
    return split.parts(opened, images, task, planned.validationShare(), planned.seed());
  }

  /** Returns 0, or what a signal ends the process with. */
  @Override
  public Integer call() {
    runs.check(output);
    start.check(options);
    images.refuseForArrays("which is not decoded", "--decode");
    loading.toLoading(); // a wrong value is told before anything is read
    if (split.hasFolds()) {
      if (workers != null) {
        throw CommandException.usage(
            SplitOptions.FOLDS
                + ": not on Spark; train each fold by itself, with --split and --fold");
      }
      runs.checkFolds();
      return trainFolds(recipe.setup(plan.length()));
    }
    if (!runs.resumes()) {
      return train(recipe.setup(plan.length()), null);
    }
    try (RunFolder resumed = runs.resumed(err)) {
      return train(resumed.plan().setup(), resumed);
    }
  }

  private int train(@Nullable Setup said, @Nullable RunFolder resumed) {
    Setup setup = said == null ? Setup.DEFAULT : said;
    TrainingPlan planned = plan.toPlan(setup.plan());
    pictures.check(images, setup.resize());
    String network = network(setup);
    NetworkBuilder<?> builder = search.catalog().builder(network);
    OpenedImages opened = opened(builder.task(), network);
    SplitOptions.Parts parts = parts(builder.task(), opened, planned);
    TrainingPlan carriedOut =
        parts.splitHere() ? planned.toBuilder().validationShare(0).build() : planned;
    // A checkpoint's parameters take the place of what the network starts from.
    boolean starts = resumed == null || !resumed.hasCheckpoint();
    Network built = built(builder, parts.training(), starts);
    RunPlan run =
        resumed == null
            ? RunPlan.of(built, carriedOut).with(given.command()).with(said)
            : resumed.plan();
    EngineSettings settings = compute.settings(setup);
    ImageInput input = input(built, setup);
    SplitOptions.Parts readable = parts.checked(preflight::checked);
    TrainingSession session = session(built, input, settings);
    if (workers != null) {
      session.by(workers);
    }
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

  private int trainFolds(@Nullable Setup said) {
    Setup setup = said == null ? Setup.DEFAULT : said;
    TrainingPlan planned = plan.toPlan(setup.plan());
    pictures.check(images, setup.resize());
    String network = network(setup);
    NetworkBuilder<?> builder = search.catalog().builder(network);
    OpenedImages opened = opened(builder.task(), network);
    Split dealt = runs.resumes() ? null : split.folds(opened, planned.seed());
    Network built = built(builder, opened.images(), true);
    EngineSettings settings = compute.settings(setup);
    ImageInput input = input(built, setup);
    ImageSource readable = preflight.checked(opened.images());
    RunPlan run = RunPlan.of(built, planned).with(given.command()).with(said);
    try (CrossValidation folds = runs.folds(run, dealt, err)) {
      Supplier<TrainingSession> sessions = () -> session(built, input, settings);
      var description = search.catalog().find(network);
      var training = new FoldedTraining(folds, sessions, description, runs.tensorboard(), out, err);
      return memory(built, planned).during(() -> training.run(readable));
    }
  }

  private OpenedImages opened(Task task, String network) {
    OpenedImages opened = images.open(task);
    out.println(Printable.of(opened.images().description()));
    return labeled(opened, task, network);
  }

  private OpenedImages labeled(OpenedImages opened, Task task, String network) {
    return opened.with(positive.forTask(task, network, images, opened.images()));
  }

  private Network built(NetworkBuilder<?> builder, ImageSource labeled, boolean starts) {
    builder.labels(labeled.labels().size());
    options.applyTo(builder);
    if (starts) {
      start.startFrom(builder, options, allowed, search, out);
    } else {
      builder.weights(InitialWeights.none());
    }
    return builder.build();
  }

  private ImageInput input(Network built, Setup setup) {
    return pictures.applyTo(
        (preprocessing == null ? setup : setup.with(preprocessing)).input(built));
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

  private String network(Setup setup) {
    String chosen = named == null ? setup.network() : named;
    if (chosen == null) {
      throw CommandException.usage(
          "NETWORK: needed; \"stagewright networks\" lists them. Only with a --recipe that names its network it may be left out");
    }
    return chosen;
  }
}
