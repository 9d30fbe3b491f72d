package dev.stagewright.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.FloatArrays;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.network.DataFormat;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A run goes on from a file to the same bits, in a graph that knows nothing of it. */
class CheckpointTest {

  private static final Stripes IMAGES = new Stripes(150, 1);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);
  private static final TrainingPlan PLAN =
      TrainingPlan.builder()
          .epochs(3)
          .batchSize(16)
          .validationShare(0.2)
          .seed(3)
          .reestimateStatistics(2)
          .optimizer(Optimizer.adam(0.01))
          .build();

  private Path file = Path.of("");

  @BeforeEach
  void file(@TempDir Path folder) {
    file = folder.resolve("checkpoint.zip");
  }

  private static TrainingSession session() {
    ComputationGraph graph = TinyGraph.build();
    graph.getLayer("output").conf().getLayer().setIDropout(new Dropout(0.8)); // masks
    return new TrainingSession(graph, INPUT);
  }

  /** INDArray's own equality allows for rounding. */
  static Map<String, String> bits(TrainingState state) {
    return state.arrays().entrySet().stream()
        .collect(
            Collectors.toMap(Map.Entry::getKey, array -> FloatArrays.sha256(array.getValue())));
  }

  /** Writes a checkpoint behind a step, and lets the run go on, as if nothing was. */
  private final class WritesOnce implements SessionListener {
    private final int step;
    private TrainingState state = new TrainingState(TinyGraph.build(), PLAN);

    WritesOnce(int step) {
      this.step = step;
    }

    @Override
    public void watches(TrainingState state) {
      this.state = state;
    }

    @Override
    public void batch(BatchReport report) {
      if (state.steps() == step) {
        Checkpoint.write(state, Map.of("training", "digest"), file);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 8, 11, 24})
  void aRunGoesOnFromAFile(int step) {
    TrainingResult whole = session().listen(new WritesOnce(step)).run(PLAN, IMAGES);
    TrainingSession other = session();
    Checkpoint checkpoint = Checkpoint.read(file);
    TrainingState state = other.restore(checkpoint);

    assertThat(checkpoint.plan()).isEqualTo(PLAN);
    assertThat(checkpoint.data()).isEqualTo(Map.of("training", "digest"));
    assertThat(checkpoint.differences(whole.state().graph())).isEmpty();
    assertThat(state.steps()).isEqualTo(checkpoint.steps()).isEqualTo(step);
    assertThat(state.progress().batches()).isEqualTo(step == 8 ? 8 : step == 24 ? 8 : step % 8);
    TrainingResult continued = other.proceed(state, IMAGES);

    assertThat(continued.ending()).isEqualTo(Ending.FINISHED);
    assertThat(bits(continued.state())).isEqualTo(bits(whole.state()));
    assertThat(continued.history())
        .usingRecursiveComparison()
        .ignoringFields("imagesPerSecond", "duration")
        .isEqualTo(whole.history());
  }

  @Test
  void aFinishedRunKeepsWhatTrainingWouldGoOnFrom() {
    TrainingResult whole = session().listen(new WritesOnce(24)).run(PLAN, IMAGES);
    Path end = file.resolveSibling("end.zip");
    Checkpoint.write(whole.state(), Map.of(), end);

    assertThat(bits(session().restore(Checkpoint.read(end))))
        .isEqualTo(bits(session().restore(Checkpoint.read(file))))
        .isNotEqualTo(bits(whole.state()));
  }

  @Test
  void plainSgdHasNoStateBesideTheParameters() {
    TrainingPlan sgd = TrainingPlan.builder().optimizer(Optimizer.sgd(0.01)).build();
    TrainingState state = session().run(sgd, IMAGES).state();
    Checkpoint.write(state, Map.of(), file);

    assertThat(state.arrays()).containsOnlyKeys("parameters");
    assertThat(bits(session().restore(Checkpoint.read(file)))).isEqualTo(bits(state));
  }

  @ParameterizedTest
  @CsvSource({
    "cut, 'zip END header not found'",
    "flip, 'the entry arrays/parameters.f32 is damaged: found the CRC-32 '",
    "empty, 'zip END header not found'"
  })
  void aTornFileIsToldFromAWholeOne(String damage, String fault) throws IOException {
    Checkpoint.write(session().run(PLAN, IMAGES).state(), Map.of(), file);
    byte[] bytes = Files.readAllBytes(file);
    switch (damage) {
      case "cut" -> Files.write(file, Arrays.copyOf(bytes, bytes.length - 30));
      case "empty" -> Files.write(file, new byte[bytes.length]);
      default -> {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        bytes[text.indexOf("arrays/parameters.f32") + 100] ^= 1;
        Files.write(file, bytes);
      }
    }

    assertThatThrownBy(() -> Checkpoint.read(file))
        .isInstanceOf(TrainingException.class)
        .hasMessageStartingWith(file + ": is not a whole checkpoint: " + fault);
  }

  @Test
  void anotherNetworkIsRefused() {
    Checkpoint.write(session().run(PLAN, IMAGES).state(), Map.of(), file);
    TrainingSession other =
        new TrainingSession(TinyGraph.build(DataFormat.CHANNELS_LAST, TinyGraph.SHAPE, 5), INPUT);

    assertThatThrownBy(() -> other.restore(Checkpoint.read(file)))
        .isInstanceOf(TrainingException.class)
        .hasMessageMatching(
            ".*checkpoint.zip: holds the arrays \\{parameters=\\d+, mean=\\d+, variance=\\d+\\}; the network has \\{parameters=\\d+, mean=\\d+, variance=\\d+\\} of FLOAT. Continue with the network and the optimizer that the run was started with");
  }
}
