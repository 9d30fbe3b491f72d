package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.data.Stripes;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Engines;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import dev.stagewright.runs.CheckpointInterval;
import dev.stagewright.runs.RunFolder;
import dev.stagewright.runs.RunPlan;
import dev.stagewright.training.BatchReport;
import dev.stagewright.training.SessionListener;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingSession;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;

/** A run that goes on is warned of what makes other bits, and of nothing else. */
class ResumedRunTest {

  private static final Stripes IMAGES = new Stripes(60, 1);
  private static final EngineSettings ONE_THREAD = EngineSettings.DEFAULT.withThreads(1);

  private final @Nullable String engine = System.getProperty(Engines.PROPERTY);
  private final List<String> warnings = new ArrayList<>();
  private Path folder = Path.of("");

  @BeforeEach
  void useTheEngine(@TempDir Path temporary) {
    folder = temporary.resolve("run");
    System.clearProperty(Engines.PROPERTY);
  }

  @AfterEach
  void restore() {
    if (engine != null) {
      System.setProperty(Engines.PROPERTY, engine);
    }
  }

  private static final class Killed extends RuntimeException {}

  /** Runs until it is killed behind its third step. */
  private void begin(ComputationGraph graph) {
    TrainingSession session = new TrainingSession(graph, TinyGraph.input(DataFormat.CHANNELS_LAST));
    session.listen(
        new SessionListener() {
          private int steps;

          @Override
          public void batch(BatchReport report) {
            if (++steps == 3) {
              throw new Killed();
            }
          }
        });
    TrainingPlan plan = TrainingPlan.builder().epochs(2).batchSize(16).build();
    try (RunFolder run = RunFolder.create(folder, RunPlan.of(plan))) {
      run.every(CheckpointInterval.parse("2"));
      assertThatThrownBy(() -> run.train(session, IMAGES)).isInstanceOf(Killed.class);
    }
  }

  private void goOn(ComputationGraph graph) {
    try (RunFolder run = RunFolder.open(folder, warnings::add)) {
      run.train(new TrainingSession(graph, TinyGraph.input(DataFormat.CHANNELS_LAST)), IMAGES);
    }
  }

  /** Only when it has real images the engine sees that it does not know the nonlinearity. */
  private static ComputationGraph leavingTheEngine() {
    ComputationGraph graph = TinyGraph.build();
    ((ActivationLayer) graph.getLayer("elu2").conf().getLayer())
        .setActivationFn(new ActivationHardTanH());
    return graph;
  }

  @Test
  void aGraphThatLeavesTheEngineDidSoBefore() {
    ComputationGraph first = leavingTheEngine();
    begin(first);
    assertThat(Engines.status(first)).startsWith("Deeplearning4j: the engine does not know");

    goOn(leavingTheEngine());

    assertThat(warnings).isEmpty();
  }

  @Test
  void otherThreadsMayMakeOtherBits() {
    begin(TinyGraph.build());

    goOn(Engines.attach(TinyGraph.build(), ONE_THREAD));

    assertThat(warnings)
        .hasSize(2)
        .anyMatch(
            text ->
                text.startsWith(
                    "the results may differ from the run's in single bits; threads: 1 now"));
  }
}
