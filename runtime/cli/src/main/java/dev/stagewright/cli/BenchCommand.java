package dev.stagewright.cli;

import com.google.gson.GsonBuilder;
import dev.stagewright.files.OutputFile;
import dev.stagewright.network.Network;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
      names = "--json",
      paramLabel = "FILE",
      description = "Also write the figures to a file, as JSON.")
  private @Nullable Path json;

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
    int batch = engineOptions.batch();
    if (subjects.equals(Set.of(Benchmark.Subject.DL4J))) {
      given.refuse("on Deeplearning4j, which alone is timed", "--precision", "--threads");
    }
    options.refuseParameters();
    var builder = search.catalog().builder(name);
    options.applyTo(builder);
    Network network = builder.build();
    engineOptions.on(
        network,
        modes.contains(Benchmark.Mode.TRAIN),
        subject -> {
          var benchmark = new Benchmark(subject, batch, runs);
          if (json == null) {
            print(benchmark.run(modes, subjects));
          } else {
            InterruptibleOutput.reserve(
                json, err, file -> write(print(benchmark.run(modes, subjects)), file));
          }
        });
  }

  private Map<String, Object> print(Map<String, Object> figures) {
    figures.forEach((key, value) -> out.printf("%-32s %s%n", key, text(value)));
    return figures;
  }

  private static void write(Map<String, Object> figures, OutputFile file) {
    String json = new GsonBuilder().setPrettyPrinting().create().toJson(figures);
    file.write(content -> content.write(json.getBytes(StandardCharsets.UTF_8)));
  }

  private static String text(Object value) {
    return value instanceof Double number
        ? String.format(Locale.ROOT, "%.2f", number)
        : String.valueOf(value);
  }
}
