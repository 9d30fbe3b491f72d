package dev.stagewright.report.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.metrics.ReliabilityDiagram;
import dev.stagewright.report.run.CurveName.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is made of a run's files. */
class RunFilesTest {

  private static final double NONE = Double.NaN;

  private final Path folder;

  RunFilesTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private RunData read(String file, String content) throws IOException {
    Files.writeString(folder.resolve(file), content);
    return RunFiles.read(folder);
  }

  /** As a run leaves it that was killed, resumed and killed again. */
  @Test
  void anEpochCountsAsItWasMadeLastAndATornLineNot() throws IOException {
    Curves curves =
        read(
                "metrics.jsonl",
                """
                {"epoch":1,"step":10,"seconds":2,"loss":2.0,"validation":{"loss":2.5}}
                {"epoch":2,"step":20,"seconds":2,"loss":1.0}
                {"epoch":2,"step":20,"seconds":3,"loss":0.5,"validation":{"loss":null}}
                {"epoch":3,"step":3""")
            .curves();

    assertThat(curves.epochs()).containsExactly(1, 2);
    assertThat(curves.steps()).containsExactly(10L, 20L);
    assertThat(curves.seconds()).containsExactly(2.0, 5.0);
    assertThat(curves.all())
        .contains(
            new Curve("loss", List.of(2.0, 0.5)), new Curve("validation.loss", List.of(2.5, NONE)));
  }

  @Test
  void aLastLineWithoutItsEndCountsIfItIsWhole() throws IOException {
    assertThat(read("metrics.jsonl", "{\"epoch\":1}\n{\"epoch\":2}").curves().epochs())
        .containsExactly(1, 2);
  }

  @ParameterizedTest
  @CsvSource({
    "loss, TRAINING, loss",
    "accuracy, TRAINING, accuracy",
    "validation_accuracy, VALIDATION, accuracy",
    "validationLoss, VALIDATION, loss",
    "validation.macro_f1, VALIDATION, macro f1",
    "val_AUC, VALIDATION, AUC",
    "train.top5, TRAINING, top5",
    "rate, RUN, learning rate",
    "learningRate, RUN, learning rate",
    "images_per_second, RUN, images per second"
  })
  void namesOfCurvesAreUnderstood(String name, Part part, String quantity) {
    assertThat(CurveName.of(name)).isEqualTo(new CurveName(part, quantity));
  }

  @Test
  void anEventTellsAllThatIsKnown() throws IOException {
    Files.writeString(folder.resolve("metrics.jsonl"), "");

    RunData run =
        read(
            "events.jsonl",
            """
            {"time":"2026-11-25T14:00:00Z","event":"started","versions":{"java":"17"},"environment":{"cpu":"fast"}}
            {"time":"2026-11-25T14:01:00Z","event":"warning","message":"Mind the gap","batch":{"size":64}}
            """);

    assertThat(run.start()).isEqualTo(Instant.parse("2026-11-25T14:00:00Z"));
    assertThat(run.origins()).hasToString("{java=17, cpu=fast}");
    assertThat(run.events())
        .containsExactly(
            new RunEvent("2026-11-25T14:00:00Z", "started", ""),
            new RunEvent("2026-11-25T14:01:00Z", "warning", "Mind the gap; batch.size 64"));
  }

  @ParameterizedTest
  @CsvSource({"warning, true", "advice, true", "failed, true", "checkpoint, false"})
  void someEventsAreShownOnTop(String kind, boolean shown) {
    assertThat(new RunEvent("", kind, "").isWarning()).isEqualTo(shown);
  }

  /** Several labels, and values, have no one class to be right or wrong about. */
  @ParameterizedTest
  @CsvSource({
    "'path,truth,label,probability\n1.png,a;b,a,\n'",
    "'path,error,value:age\n1.png,,3\n'"
  })
  void predictionsOfOtherTasksAreLeftAlone(String table) throws IOException {
    Files.writeString(folder.resolve("metrics.jsonl"), "");

    assertThat(read("predictions.csv", table).predictions()).isEmpty();
  }

  /** By hand; scikit-learn's precision_recall_fscore_support gives the same. */
  @Test
  void scoresFollowFromThePredictions() throws IOException {
    Files.writeString(folder.resolve("metrics.jsonl"), "");
    Predictions predictions =
        read(
                "predictions.csv",
                """
                path,truth,label,probability,error,p:cat,p:dog,p:cow
                1.png,cat,cat,0.95,,0.95,0.05,0
                2.png,cat,dog,0.85,,0.15,0.85,0
                3.png,dog,dog,0.90,,0.1,0.90,0
                4.png,dog,dog,0.85,,0.1,0.85,0.05
                5.png,,,,5.png: is truncated,,,
                """)
            .predictions()
            .orElseThrow();

    assertThat(predictions.unreadable()).isEqualTo(1);
    assertThat(predictions.confusion())
        .isDeepEqualTo(new long[][] {{1, 1, 0}, {0, 2, 0}, {0, 0, 0}});
    assertThat(predictions.reliability().expectedError())
        .isCloseTo((2 * 0.35 + 0.1 + 0.05) / 4, within(1e-7)); // 0.85 twice, 0.90 and 0.95
  }

  /** Of yes and no the probability of yes counts, as evaluate counts it. */
  @Test
  void yesAndNoAreReliableByTheProbabilityOfYes() throws IOException {
    Files.writeString(folder.resolve("metrics.jsonl"), "");
    Files.writeString(
        folder.resolve("events.jsonl"),
        "{\"time\":\"2026-11-25T14:00:00.000Z\",\"event\":\"started\",\"task\":\"binary\"}\n");

    Predictions predictions =
        read(
                "predictions.csv",
                """
                path,truth,label,probability,error,p:no,p:yes
                1.png,no,no,0.75,,0.75,0.25
                2.png,yes,yes,0.75,,0.25,0.75
                """)
            .predictions()
            .orElseThrow();

    assertThat(predictions.reliability())
        .isEqualTo(ReliabilityDiagram.of(new boolean[] {false, true}, new double[] {0.25, 0.75}));
  }
}
