package dev.stagewright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.tables.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of the command with a model for each fold. */
class FoldedRunsTest {

  private Path folder = Path.of("");
  private TrainingProcess training = new TrainingProcess(folder);

  @BeforeEach
  void images(@TempDir Path temporary) throws IOException {
    folder = temporary;
    training = TrainingProcess.in(folder);
  }

  private List<String> line(Path run, int epochs) {
    List<String> line = new ArrayList<>(List.of("train", "SmallElu"));
    line.addAll(List.of("--images", folder.resolve("images").toString()));
    line.addAll(List.of("--folds", "2", "--batch-size", "2", "--seed", "7", "--threads", "1"));
    line.addAll(List.of("--epochs", Integer.toString(epochs), "--run", run.toString()));
    return line;
  }

  private Path whole(int epochs) {
    Path whole = folder.resolve("whole");
    assertThat(Run.of(line(whole, epochs).toArray()).exitCode()).isZero();
    return whole;
  }

  @Test
  void eachFoldIsARunThatCanBeRepeatedByItself() throws IOException {
    Path run = folder.resolve("folds");
    Path logs = folder.resolve("logs");
    List<String> line = line(run, 1);
    line.addAll(List.of("--tensorboard", logs.toString()));
    assertThat(Run.of(line.toArray()).exitCode()).isZero();

    try (var files = Files.list(logs.resolve("folds/fold-1"))) {
      assertThat(files).singleElement().asString().contains("tfevents");
    }
    Run replayed = Run.of("replay", run.resolve("fold-1/model.zip"));
    assertThat(replayed.err()).isEmpty();
    assertThat(replayed.out()).contains("Equal, bit by bit");
    assertThat(run.resolve("fold-0/report.html")).isNotEmptyFile();
    assertThat(run.resolve("fold-0/classes.csv"))
        .hasContent("class,train,validation\nblue,2,2\ngreen,2,2\nred,2,2\n");
  }

  @Test
  void predictionsOfAllFoldsServeTheOtherCommands() {
    Path run = whole(1);
    Path out = folder.resolve("out.csv");

    assertThat(Table.exact(run.resolve("predictions.csv")).rows()).hasSize(12);
    assertThat(Run.of("data", "suspects", run.resolve("predictions.csv")).out())
        .contains("of 12 pictures flagged");
    assertThat(Run.of("predict", "--model", run, folder.resolve("images"), "--output", out))
        .isEqualTo(new Run(0, "Wrote %s%n".formatted(out), ""));
    assertThat(Table.exact(out).columns()).contains("p:blue", "p:green", "p:red");
  }

  @Test
  void aKilledOneGoesOnAtItsFoldToTheSameBits() throws Exception {
    Path run = folder.resolve("folds");
    Process process = training.start("", line(run, 30));
    training.await(process, TrainingProcess.events(run.resolve("fold-1")), "checkpoint", 4);
    process.destroyForcibly().waitFor();
    assertThat(run.resolve("fold-1/model.zip")).doesNotExist();

    Run resumed = Run.of("train", "--resume", run);
    assertThat(resumed.err()).isEmpty();
    assertThat(resumed.out()).doesNotContain("fold-0 of").contains("fold-1 of 2 folds");
    Path whole = whole(30);
    assertThat(TrainingProcess.outcome(run.resolve("fold-1")))
        .isEqualTo(TrainingProcess.outcome(whole.resolve("fold-1")));
    assertThat(run.resolve("predictions.csv"))
        .hasSameBinaryContentAs(whole.resolve("predictions.csv"));
    assertThat(run.resolve("folds.csv")).hasSameBinaryContentAs(whole.resolve("folds.csv"));
  }
}
