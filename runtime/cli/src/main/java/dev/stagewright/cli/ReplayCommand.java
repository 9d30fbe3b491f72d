package dev.stagewright.cli;

import dev.stagewright.model.TrainedModel;
import dev.stagewright.model.TrainingRun;
import dev.stagewright.recipes.Recipe;
import dev.stagewright.recipes.Setup;
import dev.stagewright.runs.RunPlan;
import dev.stagewright.training.RunLength;
import dev.stagewright.training.TrainingPlanBuilder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright replay MODEL}. */
@Command(
    name = "replay",
    description =
        "Repeats the training run that a model records, and compares the parameters bit"
            + " by bit. The model's file is not changed.")
final class ReplayCommand implements Runnable {

  private final PrintWriter out;
  private final PrintWriter err;

  @Parameters(paramLabel = "MODEL", description = "A model that train saved.")
  private Path model = Path.of("");

  @Option(
      names = "--images",
      paramLabel = "DIR|IDX",
      description = "Where the images are now (default: where they were).")
  private @Nullable Path images;

  @Mixin private final NetworkSearch search = new NetworkSearch();
  @Mixin private final AllowedClasses allowed = new AllowedClasses();

  ReplayCommand(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  @Override
  public void run() {
    TrainedModel before = allowed.load(model, search);
    RunPlan plan = plan(before);
    TrainedModel now = train(command(plan), recipe(plan));
    if (now.parametersSha256().equals(before.parametersSha256())) {
      out.println("Equal, bit by bit: parametersSha256 " + now.parametersSha256());
      return;
    }
    throw CommandException.failure(
        "The parameters differ: parametersSha256 is %s, and %s in %s. %s"
            .formatted(now.parametersSha256(), before.parametersSha256(), model, why(before, now)));
  }

  private RunPlan plan(TrainedModel before) {
    String run = before.provenance().latest().settings().get(TrainingJob.REMEMBERED);
    if (run == null) {
      throw unknown();
    }
    return RunPlan.fromJson(run);
  }

  private CommandException unknown() {
    return CommandException.failure(
        "%s: does not say how it was trained; only models that the command train saved do"
            .formatted(model));
  }

  /** What the run's recipe said then, and how many steps its time was enough for. */
  private static Recipe recipe(RunPlan plan) {
    Setup said = plan.setup() == null ? Setup.DEFAULT : plan.setup();
    RunLength length = plan.plan().length().withoutClock();
    TrainingPlanBuilder follows = said.plan().toBuilder().length(length);
    if (!length.equals(RunLength.OF_EPOCHS)) {
      follows.epochs(plan.plan().epochs());
    }
    return new Recipe("what the model says", "", said.with(follows.build()), List.of());
  }

  private StoredCommand command(RunPlan plan) {
    RunPlan.Command command = plan.command();
    if (command == null) {
      throw unknown();
    }
    List<String> given =
        images == null ? List.of() : List.of("--images", images.toAbsolutePath().toString());
    return new StoredCommand(command)
        .without(RunOptions.RUN)
        .without(RunOptions.EVERY)
        .without(RunOptions.TENSORBOARD)
        .without("--output")
        .without(RecipeOptions.RECIPE)
        .without(LengthOptions.TIME)
        .replaced(given, "here");
  }

  private TrainedModel train(StoredCommand command, Recipe recipe) {
    try {
      Path folder = Files.createTempDirectory("stagewright-replay");
      Path file = folder.resolve("model.zip");
      Path said = folder.resolve("recipe.yaml");
      try {
        Files.writeString(said, recipe.toYaml());
        String[] line =
            command
                .with("--output", file.toString(), RecipeOptions.RECIPE, said.toString())
                .toArray();
        if (Stagewright.run(out, err, line) != 0) {
          throw CommandException.failure(
              "Training failed. The command was: stagewright " + String.join(" ", line));
        }
        return allowed.load(file, search);
      } finally {
        Files.deleteIfExists(file);
        Files.deleteIfExists(said);
        Files.delete(folder);
      }
    } catch (IOException e) {
      throw CommandException.failure("The folder for temporary files cannot be used: " + e, e);
    }
  }

  /** What is another than it was. */
  private static String why(TrainedModel before, TrainedModel now) {
    TrainingRun old = before.provenance().latest();
    TrainingRun latest = now.provenance().latest();
    List<String> differences = new ArrayList<>();
    compare(old.settings(), latest.settings(), differences);
    compare(old.versions(), latest.versions(), differences);
    compare(old.environment(), latest.environment(), differences);
    return differences.isEmpty()
        ? "What is recorded of the two does not differ"
        : "What differs: " + String.join("; ", differences);
  }

  private static void compare(
      Map<String, String> before, Map<String, String> now, List<String> differences) {
    now.forEach(
        (name, value) -> {
          String old = before.get(name);
          if (!Objects.equals(old, value) && !name.equals(TrainingJob.REMEMBERED)) {
            differences.add("%s is %s, it was %s".formatted(name, value, old));
          }
        });
  }
}
