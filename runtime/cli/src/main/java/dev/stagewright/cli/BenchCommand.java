package dev.stagewright.cli;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.data.Loading;
import dev.stagewright.network.Network;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagewright bench}. */
@Command(
    name = "bench",
    description = {
      "Times a network on the engine, on Deeplearning4j, and its convolutions alone.",
      "The convolutions alone, each a bare primitive, are the limit of computing them directly."
    })
final class BenchCommand implements Runnable {

  private final PrintWriter out;
  private final PrintWriter err;

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      defaultValue = "ResNet50Elu",
      description = "The annotated type's simple or binary name (default: ${DEFAULT-VALUE}).")
  private String name = "";

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "10",
      description = "Runs to take the median of (default: ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--modes",
      split = ",",
      paramLabel = "infer|train",
      defaultValue = "infer,train",
      description = "Prediction, training steps or both (default: ${DEFAULT-VALUE}).")
  private Set<Benchmark.Mode> modes = Set.of();

  @Option(
      names = "--subjects",
      split = ",",
      paramLabel = "engine|limit|dl4j",
      defaultValue = "engine,limit,dl4j",
      description = "What to time (default: ${DEFAULT-VALUE}).")
  private Set<Benchmark.Subject> subjects = Set.of();

  @Option(
      names = "--from",
      paramLabel = "DIR",
      description =
          "Time predictions of a folder's pictures instead (with --modes train also or only"
              + " training on them): the engine alone, loading alone on all processors, and both"
              + " together, which cannot be faster than the bound 1 / (1 / engine + 1 / loading).")
  private @Nullable Path from;

  @Option(
      names = "--clients",
      paramLabel = "N",
      description =
          "With --from: serve the network on this machine to N clients that send the folder's"
              + " pictures, by turns with the engine alone at the same batch size.")
  private @Nullable Integer clients;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the figures to a file, as JSON.")
  private @Nullable Path json;

  @Mixin private final AugmentOptions augmentation = new AugmentOptions();
  @Mixin private final LoadingOptions loading = new LoadingOptions();
  @Mixin private final EngineOptions engineOptions = new EngineOptions();
  @Mixin private final BuilderOptions options = new BuilderOptions();
  @Mixin private final NetworkSearch search = new NetworkSearch();
  @Mixin private final GivenOptions given = new GivenOptions();

  BenchCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void run() {
    GivenOptions.atLeast(1, "--runs", runs);
    engineOptions.batch();
    if (subjects.equals(Set.of(Benchmark.Subject.DL4J))) {
      given.refuse("on Deeplearning4j, which alone is timed", "--precision", "--threads");
    }
    if (from != null) {
      given.refuse("with --from, which times the engine", "--subjects");
      modes = given.has("--modes") ? modes : Set.of(Benchmark.Mode.INFER);
    }
    if (clients != null) {
      given.refuse("with --clients, to whom predictions are served", "--modes");
      GivenOptions.atLeast(1, "--clients", clients);
    }
    if (from == null) {
      given.refuse("without --from, whose pictures clients send", "--clients");
    }
    boolean trains = modes.contains(Benchmark.Mode.TRAIN);
    if (from == null || !trains) {
      given.refuse(
          "without --from and --modes train",
          "--augment",
          "--mixup",
          "--cutmix",
          "--decode",
          "--loader-threads",
          "--cache");
    }
    Augmentation changes = augmentation.over(Augmentation.NONE);
    Loading loader = loading.toLoading();
    options.refuseParameters();
    var builder = search.catalog().builder(name);
    options.applyTo(builder);
    Network network = builder.build();
    engineOptions.on(
        network,
        trains,
        subject -> {
          Supplier<Map<String, Object>> benchmark = benchmark(subject, changes, loader);
          if (json == null) {
            print(benchmark.get());
          } else {
            InterruptibleOutput.reserve(
                json, err, file -> JsonFigures.write(print(benchmark.get()), file));
          }
        });
  }

  private Supplier<Map<String, Object>> benchmark(
      EngineGraph network, Augmentation changes, Loading loader) {
    int batch = engineOptions.batch();
    if (from == null) {
      var benchmark = new Benchmark(network, batch, runs);
      return () -> benchmark.run(modes, subjects);
    }
    if (clients != null) {
      var benchmark = new ServiceBenchmark(network, from, clients, batch, runs);
      return benchmark::run;
    }
    var benchmark = new FolderBenchmark(network, from, changes, loader, batch, runs);
    return () -> benchmark.run(modes);
  }

  private Map<String, Object> print(Map<String, Object> figures) {
    figures.forEach((key, value) -> out.printf("%-32s %s%n", key, text(value)));
    return figures;
  }

  private static String text(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.2f", number)
        : String.valueOf(value);
  }
}
