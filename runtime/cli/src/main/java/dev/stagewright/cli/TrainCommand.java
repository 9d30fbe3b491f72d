package dev.stagewright.cli;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.errors.Printable;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.recipes.Setup;
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

  TrainCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  /** Returns 0, or what a signal ends the process with. */
  @Override
  public Integer call() {
    runs.check(output);
    start.check(options);
    images.refuseForArrays("which is not decoded", "--decode");
    loading.toLoading(); // a wrong value is told before anything is read
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
    Task task = builder.task();
    OpenedImages opened = images.open(task);
    out.println(Printable.of(opened.images().description()));
    SplitOptions.Parts parts =
        split.parts(
            opened.with(positive.forTask(task, network, images, opened.images())),
            images,
            task,
            planned.validationShare(),
            planned.seed());
    TrainingPlan carriedOut =
        parts.splitHere() ? planned.toBuilder().validationShare(0).build() : planned;
    builder.labels(parts.training().labels().size());
    options.applyTo(builder);
    if (resumed != null && resumed.hasCheckpoint()) {
      builder.weights(InitialWeights.none()); // the checkpoint's parameters take their place
    } else {
      start.startFrom(builder, options, allowed, search, out);
    }
    Network built = builder.build();
    RunPlan run =
        resumed == null
            ? RunPlan.of(built, carriedOut).with(given.command()).with(said)
            : resumed.plan();
    ImageInput input =
        pictures.applyTo((preprocessing == null ? setup : setup.with(preprocessing)).input(built));
    EngineSettings settings = compute.settings(setup);
    SplitOptions.Parts readable = parts.checked(preflight::checked);
    preflight.report(out);
    TrainingSession session =
        TrainingSession.of(built, input, settings)
            .loading(loading.toLoading())
            .listen(new ProgressListener());
    preflight.note(session);
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

  private String network(Setup setup) {
    String chosen = named == null ? setup.network() : named;
    if (chosen == null) {
      throw CommandException.usage(
          "NETWORK: needed; \"stagewright networks\" lists them. Only with a --recipe that names its network it may be left out");
    }
    return chosen;
  }
}
