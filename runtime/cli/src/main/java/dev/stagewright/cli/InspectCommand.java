package dev.stagewright.cli;

import dev.stagewright.errors.Printable;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.model.TrainingRun;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright inspect MODEL}. */
@Command(
    name = "inspect",
    description =
        "Prints everything that a model records about itself: labels, input, and how it was trained.")
final class InspectCommand implements Runnable {

  private final PrintWriter out;

  @Parameters(paramLabel = "MODEL", description = "A model that train saved.")
  private Path model = Path.of("");

  @Option(
      names = "--json",
      description = "Print the model's stagewright.json with parametersSha256.")
  private boolean json;

  @Mixin private final NetworkSearch search = new NetworkSearch();
  @Mixin private final AllowedClasses allowed = new AllowedClasses();

  InspectCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void run() {
    TrainedModel loaded = allowed.load(model, search);
    if (json) {
      out.println(loaded.toJson());
      return;
    }
    TrainingRun latest = loaded.provenance().latest();
    print("task", loaded.coding().task());
    print("labels", String.join(", ", loaded.labels()));
    print("input", loaded.input());
    print("parametersSha256", loaded.parametersSha256());
    print("data", latest.data());
    latest.settings().forEach(this::print);
    latest.results().forEach((name, value) -> print("result: " + name, value));
    latest.versions().forEach(this::print);
    latest.environment().forEach(this::print);
    print("finished", latest.finished());
    print("earlier runs", loaded.provenance().earlier().size() + loaded.provenance().leftOut());
  }

  private void print(String name, Object value) {
    out.printf("%-24s %s%n", name, Printable.of(value.toString()));
  }
}
