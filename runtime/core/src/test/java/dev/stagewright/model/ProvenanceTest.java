package dev.stagewright.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.data.Stripes;
import dev.stagewright.network.DataFormat;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProvenanceTest {

  @TempDir private Path folder = Path.of("");

  private static final Stripes IMAGES = new Stripes(4, 1);

  private static TrainedModel model(Provenance provenance) {
    return new TrainedModel(
        TinyGraph.build(), IMAGES.labels(), TinyGraph.input(DataFormat.CHANNELS_LAST), provenance);
  }

  private static Provenance after(int runs) {
    ComputationGraph graph = TinyGraph.build();
    Provenance all = Provenance.now(graph, "run 1", Map.of(), Map.of(), null);
    for (int i = 2; i <= runs; i++) {
      all = Provenance.now(graph, "run " + i, Map.of(), Map.of(), all);
    }
    return all;
  }

  private static List<String> data(List<TrainingRun> runs) {
    return runs.stream().map(TrainingRun::data).toList();
  }

  @Test
  void keepsTheFirstAndTheMostRecentRuns() {
    Provenance all = after(Provenance.KEPT + 1);
    assertThat(all.leftOut()).isZero();
    assertThat(all.earlier()).hasSize(Provenance.KEPT);

    Provenance bounded = after(100);
    assertThat(bounded.latest().data()).isEqualTo("run 100");
    assertThat(bounded.leftOut()).isEqualTo(99 - Provenance.KEPT);
    assertThat(data(bounded.earlier()))
        .hasSize(Provenance.KEPT)
        .startsWith("run 1", "run 69", "run 70")
        .endsWith("run 99");
  }

  @Test
  void trainingEpochByEpochGivesFilesThatLoadAndDoNotGrow() throws IOException {
    Path file = folder.resolve("model.zip");
    model(after(250)).save(file);
    long before = Files.size(file);
    TrainingPlan plan = TrainingPlan.builder().batchSize(4).build();
    for (int i = 0; i < 5; i++) {
      TrainingSession.resume(TrainedModel.load(file)).run(plan, IMAGES).model().save(file);
    }
    Provenance last = TrainedModel.load(file).provenance();
    assertThat(last.latest().data()).isEqualTo("4 stripes");
    assertThat(last.earlier()).hasSize(Provenance.KEPT);
    assertThat(last.leftOut()).isEqualTo(254 - Provenance.KEPT);
    assertThat(Files.size(file) - before).isLessThan(20_000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 253, 254, 20_000})
  void filesOfEarlierVersionsLoadHoweverDeepTheyNest(int runs) throws IOException {
    Path file = folder.resolve("model.zip");
    model(after(1)).save(file);
    ModelEntries.of(file)
        .edit(
            "stagewright.json",
            text -> text.substring(0, text.indexOf("\"provenance\"")) + nested(runs) + "}")
        .write(file);
    Provenance all = TrainedModel.load(file).provenance();
    assertThat(all.latest())
        .isEqualTo(
            new TrainingRun(
                "run " + runs,
                Map.of("epochs", "1"),
                Map.of("loss", "0.5"),
                Map.of("java", "17"),
                Map.of(),
                Instant.parse("2026-01-31T12:00:00Z")));
    assertThat(all.leftOut() + all.earlier().size()).isEqualTo(runs - 1);
    assertThat(data(all.earlier())).startsWith(runs == 1 ? new String[0] : new String[] {"run 1"});
  }

  private static String nested(int runs) {
    StringBuilder json = new StringBuilder("\"provenance\":");
    for (int i = runs; i > 0; i--) {
      json.append(
          String.format(
              Locale.ROOT,
              "{\"data\":\"run %d\",\"settings\":{\"epochs\":\"1\"},\"results\":{\"loss\":\"0.5\"},\"versions\":{\"java\":\"17\"},\"finished\":\"2026-01-31T12:00:00Z\"%s",
              i,
              i > 1 ? ",\"before\":" : ""));
    }
    return json.append("}".repeat(runs)).toString();
  }
}
