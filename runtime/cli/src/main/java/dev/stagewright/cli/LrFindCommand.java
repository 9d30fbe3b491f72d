package dev.stagewright.cli;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.errors.Printable;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.tasks.Task;
import dev.stagewright.training.RateRange;
import dev.stagewright.training.RateSweep;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingSession;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.memory.MemoryUseMode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright lr-find NETWORK}. */
@Command(
    name = "lr-find",
    description =
        "Looks for a learning rate: takes steps of ever higher rates on a network that is then"
            + " thrown away, and says where the loss falls (Smith 2017). Give it the options that"
            + " train gets.")
final class LrFindCommand implements Runnable {

  /** About as many rows are printed. */
  private static final int ROWS = 20;

  private final PrintWriter out;

  @Parameters(paramLabel = "NETWORK", description = "The annotated type's simple or binary name.")
  private String network = "";

  @Option(
      names = "--lowest",
      paramLabel = "RATE",
      defaultValue = "1e-7",
      description = "The first rate (default: ${DEFAULT-VALUE}).")
  private double lowest;

  @Option(
      names = "--highest",
      paramLabel = "RATE",
      defaultValue = "10",
      description =
          "The last rate, if the loss does not rise fourfold before (default: ${DEFAULT-VALUE}).")
  private double highest;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "100",
      description = "How many rates, each for one step (default: ${DEFAULT-VALUE}).")
  private int steps;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Images per step (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "Of shuffling (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--preprocessing",
      paramLabel = "tf|caffe|torch|none",
      description = "What is done to colors (default: as the library that the network follows).")
  private @Nullable Preprocessing preprocessing;

  @Mixin private final LabeledImages images = new LabeledImages();
  @Mixin private final PositiveOption positive = new PositiveOption();
  @Mixin private final NetworkSearch search = new NetworkSearch();
  @Mixin private final AllowedClasses allowed = new AllowedClasses();
  @Mixin private final BuilderOptions options = new BuilderOptions();
  @Mixin private final StartOptions start = new StartOptions();
  @Mixin private final ComputeOptions compute = new ComputeOptions();
  @Mixin private final OptimizerChoice optimizer = new OptimizerChoice();
  @Mixin private final LayerOptions layers = new LayerOptions();
  @Mixin private final AugmentOptions augmentation = new AugmentOptions();
  @Mixin private final RateFiles files = new RateFiles();

  LrFindCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void run() {
    start.check(options);
    RateSweep sweep = new RateSweep(lowest, highest, steps);
    TrainingPlan plan =
        TrainingPlan.builder()
            .optimizer(optimizer.toOptimizer(lowest))
            .batchSize(GivenOptions.atLeast(1, "--batch-size", batchSize))
            .seed(seed)
            .fineTuning(layers.toFineTuning())
            .augmentation(augmentation.over(Augmentation.NONE))
            .build();
    NetworkBuilder<?> builder = search.catalog().builder(network);
    Task task = builder.task();
    ImageSource source = positive.forTask(task, network, images, images.open(task).images());
    out.println(Printable.of(source.description()));
    builder.labels(source.labels().size());
    options.applyTo(builder);
    start.startFrom(builder, options, allowed, search, out);
    Network built = builder.build();
    ImageInput input =
        preprocessing == null ? ImageInput.of(built) : ImageInput.of(built, preprocessing);
    TrainingSession session = TrainingSession.of(built, input, compute.settings());
    MemoryAdvice memory =
        new MemoryAdvice("--batch-size", batchSize, built, MemoryUseMode.TRAINING);
    print(files.written(() -> memory.during(() -> session.findRate(plan, source, sweep))));
  }

  private void print(RateRange found) {
    TextTable table = new TextTable("rate", "loss", "smoothed");
    List<RateRange.Point> points = found.points();
    int each = (points.size() - 1) / ROWS + 1;
    for (int i = 0; i < points.size(); i++) {
      if (i % each == 0 || i == points.size() - 1) {
        RateRange.Point point = points.get(i);
        table.row(rounded(point.rate()), figure(point.loss()), figure(point.smoothed()));
      }
    }
    out.print(table);
    if (found.diverged()) {
      out.println("Higher rates were not tried: the loss rose too far");
    }
    found
        .suggestion()
        .ifPresentOrElse(
            rate ->
                out.printf(
                    "The loss is lowest at %s and falls fastest at %s (Smith 2017)%nTry --learning-rate %s, a tenth of the rate with the lowest loss (fastai's rule)%n",
                    rounded(found.lowest().orElseThrow()),
                    rounded(found.steepest().orElseThrow()),
                    rounded(rate)),
            () ->
                out.println(
                    "The loss fell at no rate: look at the images and their labels, or try more"
                        + " --steps"));
    out.flush();
  }

  private static String rounded(double rate) {
    return Double.toString(new BigDecimal(rate).round(new MathContext(2)).doubleValue());
  }

  private static String figure(double loss) {
    return String.format(Locale.ROOT, "%.4f", loss);
  }
}
