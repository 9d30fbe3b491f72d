package dev.stagewright.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import dev.stagewright.data.BadImages;
import dev.stagewright.data.BrokenImages;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.FloatArrays;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import dev.stagewright.training.BatchReport;
import dev.stagewright.training.Ending;
import dev.stagewright.training.ModelScore;
import dev.stagewright.training.Optimizer;
import dev.stagewright.training.SessionListener;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingResult;
import dev.stagewright.training.TrainingSession;
import dev.stagewright.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A run's folder tells what happened, and the run goes on from it. */
class RunFolderTest {

  private static final Stripes IMAGES = new Stripes(60, 1);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);
  private static final TrainingPlan PLAN =
      TrainingPlan.builder()
          .epochs(3)
          .batchSize(16)
          .validationShare(0.2)
          .optimizer(Optimizer.adam(0.01))
          .build();

  private final List<String> warnings = new ArrayList<>();
  private Path folder = Path.of("");

  @BeforeEach
  void folder(@TempDir Path temporary) {
    folder = temporary.resolve("runs/first");
  }

  /** Ends a run as a killed process does, but for what only processes have. */
  private static final class Killed extends RuntimeException {}

  /** Throws behind a step; 0 for never. */
  private record Kills(int step) implements SessionListener {
    private static int steps;

    @Override
    public void watches(TrainingState state) {
      steps = state.steps();
    }

    @Override
    public void batch(BatchReport report) {
      if (++steps == step) {
        throw new Killed();
      }
    }
  }

  private static TrainingSession session(int killedBehind) {
    TrainingSession session = new TrainingSession(TinyGraph.build(), INPUT);
    return session.listen(new Kills(killedBehind));
  }

  private static TrainingResult whole(Path path) {
    return begin(path, 0);
  }

  private static TrainingResult begin(Path path, int killedBehind) {
    try (RunFolder run = RunFolder.create(path, RunPlan.of(PLAN))) {
      return run.every(CheckpointInterval.parse("2")).train(session(killedBehind), IMAGES);
    }
  }

  private void kill(int step) {
    assertThatThrownBy(() -> begin(folder, step)).isInstanceOf(Killed.class);
  }

  private TrainingResult goOn() {
    try (RunFolder run = RunFolder.open(folder, warnings::add)) {
      return run.every(CheckpointInterval.parse("2")).train(session(0), IMAGES);
    }
  }

  private static Map<String, String> arrays(TrainingResult result) {
    return result.state().arrays().entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, each -> FloatArrays.sha256(each.getValue())));
  }

  /** Rows without speed and seconds. */
  private static List<String> metrics(Path run) throws IOException {
    return Files.readAllLines(run.resolve("metrics.csv")).stream()
        .map(row -> row.replaceFirst("(,[^,]*){2}$", ""))
        .toList();
  }

  private List<JsonObject> events() throws IOException {
    return Files.readAllLines(folder.resolve("events.jsonl")).stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .toList();
  }

  private List<String> eventNames() throws IOException {
    return events().stream().map(event -> event.get("event").getAsString()).toList();
  }

  private static List<String> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void aWholeRunLeavesAllThatCameOfIt() throws IOException {
    TrainingResult result = whole(folder);

    assertThat(files(folder))
        .containsExactly(
            "checkpoints",
            "classes.csv",
            "events.jsonl",
            "lock",
            "metrics.csv",
            "metrics.jsonl",
            "model.zip",
            "plan.yaml",
            "predictions.csv",
            "split.csv");
    assertThat(files(folder.resolve("checkpoints")))
        .containsExactly("best.zip", "last.zip", "step-8.zip");
    assertThat(RunPlan.read(folder)).isEqualTo(RunPlan.of(PLAN));
    assertThat(Files.readAllLines(folder.resolve("split.csv")))
        .hasSize(61)
        .startsWith("path,part,fold", "stripes#0,train,")
        .contains("stripes#2,validation,");
    assertThat(folder.resolve("classes.csv"))
        .hasContent("class,train,validation\nacross,16,4\nupright,16,4\nslanted,16,4\n");
    ModelScore score = Objects.requireNonNull(result.last().validation());
    List<String> predictions = Files.readAllLines(folder.resolve("predictions.csv"));
    assertThat(predictions.get(0))
        .isEqualTo("path,truth,label,probability,error,p:across,p:upright,p:slanted");
    assertThat(predictions).hasSize(1 + score.images());
    assertThat(predictions.stream().skip(1).map(line -> line.split(",")))
        .allSatisfy(
            cells -> {
              int image = Integer.parseInt(cells[0].substring("stripes#".length()));
              assertThat(cells[1]).isEqualTo(IMAGES.labels().get(IMAGES.label(image)));
            });
    assertThat(
            predictions.stream()
                .skip(1)
                .map(line -> line.split(","))
                .filter(cells -> cells[1].equals(cells[2]))
                .count())
        .isEqualTo(Math.round(score.accuracy() * score.images()));

    assertThat(Files.readAllLines(folder.resolve("metrics.csv")))
        .hasSize(4)
        .startsWith(
            "epoch,step,rate,loss,accuracy,validation_loss,validation_accuracy,images_per_second,seconds")
        .element(3)
        .asString()
        .startsWith("3,9,0.01," + result.last().loss() + "," + result.last().accuracy());
    assertThat(Files.readAllLines(folder.resolve("metrics.jsonl")).get(2))
        .startsWith("{\"epoch\":3,\"step\":9,\"rate\":0.01,\"loss\":" + result.last().loss());
    assertThat(eventNames())
        .contains("advice")
        .filteredOn(name -> !name.equals("advice"))
        .containsExactly(
            "started",
            "checkpoint",
            "checkpoint",
            "checkpoint",
            "checkpoint",
            "checkpoint",
            "checkpoint",
            "finished");
    assertThat(events().get(0).getAsJsonObject("environment").keySet()).contains("cpu", "threads");
    TrainedModel model = TrainedModel.load(folder.resolve("model.zip"));
    assertThat(events().get(events().size() - 1).get("parametersSha256").getAsString())
        .isEqualTo(model.parametersSha256())
        .isEqualTo(FloatArrays.sha256(result.state().graph().params()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void aRunThatWasKilledGoesOnToTheSameBits(int step) throws IOException {
    Path other = folder.resolveSibling("whole");
    TrainingResult whole = whole(other);
    kill(step);
    Files.writeString(folder.resolve("events.jsonl"), "{\"torn", StandardOpenOption.APPEND);
    TrainingResult continued = goOn();

    assertThat(continued.ending()).isEqualTo(Ending.FINISHED);
    assertThat(arrays(continued)).isEqualTo(arrays(whole));
    assertThat(metrics(folder)).isEqualTo(metrics(other));
    assertThat(TrainedModel.load(folder.resolve("model.zip")).parametersSha256())
        .isEqualTo(TrainedModel.load(other.resolve("model.zip")).parametersSha256());
    assertThat(eventNames()).contains("failed", "resumed", "finished");
    assertThat(warnings).isEmpty();
  }

  @Test
  void aTornCheckpointIsLeftForTheOneBefore() throws IOException {
    Path other = folder.resolveSibling("whole");
    TrainingResult whole = whole(other);
    kill(7);
    Path last = folder.resolve("checkpoints/last.zip");
    byte[] bytes = Files.readAllBytes(last);
    bytes[bytes.length / 2] ^= 4;
    Files.write(last, bytes);
    TrainingResult continued = goOn();

    assertThat(arrays(continued)).isEqualTo(arrays(whole));
    assertThat(metrics(folder)).isEqualTo(metrics(other));
    assertThat(warnings)
        .singleElement()
        .asString()
        .startsWith(last + ": is not a whole checkpoint: the entry arrays/")
        .endsWith(". The checkpoint before it is used");
    assertThat(events())
        .anySatisfy(
            event ->
                assertThat(event.toString())
                    .contains("\"event\":\"resumed\",\"checkpoint\":\"checkpoints/step-4.zip\""))
        .anySatisfy(event -> assertThat(event.get("event").getAsString()).isEqualTo("warning"));
  }

  @Test
  void withoutAWholeCheckpointNothingIsMadeUp() throws IOException {
    kill(1);
    Path checkpoints = folder.resolve("checkpoints");
    Files.writeString(checkpoints.resolve("last.zip"), "");

    assertThatThrownBy(this::goOn)
        .isInstanceOf(RunException.class)
        .hasMessage(
            checkpoints
                + ": holds no whole checkpoint, only [last.zip]. Start the run again in another folder");
  }

  @Test
  void twoRunsDoNotShareAFolder() {
    try (RunFolder run = RunFolder.create(folder, RunPlan.of(PLAN))) {
      assertThatThrownBy(() -> whole(folder))
          .isInstanceOf(RunException.class)
          .hasMessage(
              "%s: is in use by another run, process %s. Wait until it ends, or name another folder"
                  .formatted(folder, ProcessHandle.current().pid()));
      run.train(session(0), IMAGES);
    }
    assertThatThrownBy(() -> whole(folder))
        .isInstanceOf(RunException.class)
        .hasMessage(
            folder + ": already holds a run. Continue it with --resume, or name another folder");
  }

  @Test
  void aFolderOfSomethingElseIsLeftAlone() throws IOException {
    Files.createDirectories(folder.resolve("photos"));

    assertThatThrownBy(() -> whole(folder))
        .isInstanceOf(RunException.class)
        .hasMessage(folder + ": is not empty, it holds photos. Name a folder for this run alone");
    assertThatThrownBy(this::goOn)
        .isInstanceOf(RunException.class)
        .hasMessage(
            folder
                + ": holds no run: there is no plan.yaml. A run that was killed before its first step has none; start it again");
  }

  @Test
  void otherImagesAreRefused() {
    kill(3);

    try (RunFolder run = RunFolder.open(folder, warnings::add)) {
      assertThatThrownBy(() -> run.train(session(0), new Stripes(61, 1)))
          .isInstanceOf(RunException.class)
          .hasMessageMatching(
              ".*first: the run was trained on other images: names, sizes or labels differ from .*61 stripes. Give the images that it was started with");
    }
  }

  @Test
  void whatCannotBeWrittenEndsTheRunWithTheLastGoodCheckpoint() throws IOException {
    kill(3);
    Path last = folder.resolve("checkpoints/last.zip");
    Files.move(last, folder.resolve("checkpoints/step-2.zip"));
    Files.createDirectory(last); // in the way, also of root

    assertThatThrownBy(this::goOn).hasMessageContaining("last.zip: is a folder; expected a file");
    Files.delete(last);
    assertThat(goOn().ending()).isEqualTo(Ending.FINISHED);
  }

  /** Killed in the first epoch, and behind it. */
  @ParameterizedTest
  @ValueSource(ints = {2, 7})
  void badImagesAreLeftOutNamedOnceAndKnownToARunThatGoesOn(int step) throws IOException {
    ImageSource images = new BrokenImages(IMAGES, Set.of(3, 8, 20));
    Path other = folder.resolveSibling("whole");
    TrainingResult whole;
    try (RunFolder run = RunFolder.create(other, RunPlan.of(PLAN))) {
      whole = run.train(session(0).badImages(BadImages.SKIP), images);
    }
    try (RunFolder run = RunFolder.create(folder, RunPlan.of(PLAN))) {
      RunFolder often = run.every(CheckpointInterval.parse("1"));
      assertThatThrownBy(() -> often.train(session(step).badImages(BadImages.SKIP), images))
          .isInstanceOf(Killed.class);
    }
    TrainingResult continued;
    try (RunFolder run = RunFolder.open(folder, warnings::add)) {
      continued = run.train(session(0).badImages(BadImages.SKIP), images);
    }

    assertThat(arrays(continued)).isEqualTo(arrays(whole));
    assertThat(metrics(folder)).isEqualTo(metrics(other));
    assertThat(events())
        .filteredOn(event -> event.get("event").getAsString().equals("skipped"))
        .extracting(event -> event.get("message").getAsString())
        .containsExactlyInAnyOrder(
            "stripes#3: its data are damaged",
            "stripes#8: its data are damaged",
            "stripes#20: its data are damaged");
    assertThat(continued.model().provenance().latest().results())
        .containsEntry("skippedImages", "3")
        .hasEntrySatisfying(
            "skipped", paths -> assertThat(paths).contains("stripes#3", "stripes#8", "stripes#20"));
  }
}
