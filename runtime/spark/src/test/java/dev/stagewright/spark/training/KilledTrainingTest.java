package dev.stagewright.spark.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.data.Stripes;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import dev.stagewright.runs.CheckpointInterval;
import dev.stagewright.runs.RunFolder;
import dev.stagewright.runs.RunPlan;
import dev.stagewright.spark.LocalCluster;
import dev.stagewright.training.BatchReport;
import dev.stagewright.training.Optimizer;
import dev.stagewright.training.SessionListener;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingResult;
import dev.stagewright.training.TrainingSession;
import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.deeplearning4j.nn.conf.GradientNormalization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Processes are killed in the middle of a run, which goes on to the same bits. */
@ExtendWith(LocalCluster.class)
class KilledTrainingTest {

  private final Path folder;

  KilledTrainingTest(@TempDir Path folder) {
    this.folder = folder;
  }

  private static TrainingSession session() {
    return new TrainingSession(
        TinyGraph.plain(GradientNormalization.None), TinyGraph.input(DataFormat.CHANNELS_LAST));
  }

  private static TrainingPlan plan() {
    return TrainingPlan.builder()
        .epochs(2)
        .batchSize(10)
        .seed(3)
        .optimizer(Optimizer.adam(0.01))
        .build();
  }

  private static SparkTraining training(SparkSession spark) {
    return SparkTraining.on(spark, () -> new Stripes(60, 4))
        .keep(folder -> folder.every(CheckpointInterval.parse("2")));
  }

  private static TrainingResult train(SparkTraining training, Path run) {
    return training.run(
        () -> RunFolder.create(run, RunPlan.of(plan())), KilledTrainingTest::session, run);
  }

  /** Kills one of the executors once. */
  private static final class KillsAfter implements SessionListener {
    private final SparkSession spark;
    private final int batch;
    private boolean killed;

    KillsAfter(SparkSession spark, int batch) {
      this.spark = spark;
      this.batch = batch;
    }

    @Override
    public void batch(BatchReport report) {
      if (!killed && report.batch() == batch) {
        killed = true;
        long process =
            JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.of(0), 1)
                .map(any -> ProcessHandle.current().pid())
                .first();
        assertThat(process).isNotEqualTo(ProcessHandle.current().pid());
        assertThat(ProcessHandle.of(process).orElseThrow().destroyForcibly()).isTrue();
      }
    }
  }

  @Test
  void aRunWhoseExecutorIsKilledGoesOnByItself(SparkSession spark) throws IOException {
    TrainingResult expected = train(training(spark), folder.resolve("undisturbed"));
    List<String> told = new ArrayList<>();
    SessionListener kills = new KillsAfter(spark, 5);
    Path run = folder.resolve("killed");

    TrainingResult found =
        train(training(spark).warn(told::add).prepare(session -> session.listen(kills)), run);

    assertThat(told)
        .anyMatch(
            text ->
                text.startsWith(
                    "An executor was lost, and the run is taken up from its last checkpoint: "));
    assertThat(Files.readString(run.resolve("events.jsonl")))
        .containsPattern(
            "\"event\":\"resumed\",\"checkpoint\":\"checkpoints/last.zip\",\"step\":4");
    assertThat(found.model().parametersSha256()).isEqualTo(expected.model().parametersSha256());
    assertThat(found.last().loss()).isEqualTo(expected.last().loss());
  }

  /** The driver that is killed, which computes itself. */
  static final class Driver {
    public static void main(String[] arguments) {
      SparkSession spark =
          SparkSession.builder().master("local[1]").config("spark.ui.enabled", false).getOrCreate();
      train(training(spark), Path.of(arguments[0]));
    }
  }

  @Test
  void aRunWhoseDriverIsKilledIsResumedWithMoreExecutors(SparkSession spark) throws Exception {
    INDArray expected = session().run(plan(), new Stripes(60, 4)).model().graph().params();
    Path run = folder.resolve("killed");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Driver.class.getName()));
    command.add(run.toString());
    File log = folder.resolve("driver.log").toFile();
    Process driver =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    while (driver.isAlive() && !Files.exists(run.resolve("checkpoints").resolve("step-2.zip"))) {
      Thread.sleep(10);
    }
    driver.destroyForcibly().waitFor();
    assertThat(run.resolve("model.zip")).doesNotExist();

    TrainingResult found =
        training(spark)
            .run(() -> RunFolder.open(run, text -> {}), KilledTrainingTest::session, run);

    INDArray distance = found.model().graph().params().sub(expected);
    assertThat(distance.norm2Number().doubleValue() / expected.norm2Number().doubleValue())
        .isLessThan(1e-4);
    assertThat(run.resolve("exchange")).doesNotExist();
  }
}
