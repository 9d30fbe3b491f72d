package dev.stagewright.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.stagewright.data.BadImages;
import dev.stagewright.data.BrokenImages;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.data.Split;
import dev.stagewright.data.SplitPlan;
import dev.stagewright.data.Stripes;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import dev.stagewright.prediction.LabeledPredictions;
import dev.stagewright.prediction.ModelFiles;
import dev.stagewright.prediction.Predictor;
import dev.stagewright.prediction.Suspects;
import dev.stagewright.tables.Table;
import dev.stagewright.training.BatchReport;
import dev.stagewright.training.Optimizer;
import dev.stagewright.training.SessionListener;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingResult;
import dev.stagewright.training.TrainingSession;
import dev.stagewright.training.TrainingState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model for each fold, and what they tell of the images that they were not trained on. */
class CrossValidationTest {

  private static final Stripes IMAGES = new Stripes(60, 1);
  private static final ImageInput INPUT = TinyGraph.input(DataFormat.CHANNELS_LAST);
  private static final TrainingPlan PLAN =
      TrainingPlan.builder().epochs(2).batchSize(16).optimizer(Optimizer.adam(0.01)).build();
  private static final Split SPLIT = Split.of(IMAGES, new SplitPlan(0, 0, 3, 5));

  private Path folder = Path.of("");

  @BeforeEach
  void folder(@TempDir Path temporary) {
    folder = temporary.resolve("folds");
  }

  /** Ends a run as a killed process does. */
  private static final class Killed extends RuntimeException {}

  /** Throws, or stops the run, behind so many steps of all runs; 0 for never. */
  private static final class Interruption implements SessionListener {
    private final boolean stops;
    private int stepsLeft;
    private @Nullable TrainingState state;

    Interruption(int steps, boolean stops) {
      this.stepsLeft = steps;
      this.stops = stops;
    }

    @Override
    public void watches(TrainingState watched) {
      state = watched;
    }

    @Override
    public void batch(BatchReport report) {
      if (--stepsLeft == 0 && stops) {
        Objects.requireNonNull(state).stop();
      } else if (stepsLeft == 0) {
        throw new Killed();
      }
    }
  }

  private static TrainingResult train(
      RunFolder run, ImageSource rest, ImageSource fold, SessionListener listener) {
    TrainingSession session = new TrainingSession(TinyGraph.build(), INPUT);
    return run.train(session.badImages(BadImages.SKIP).listen(listener), rest, fold);
  }

  private static Optional<FoldScores> begin(Path path, ImageSource images, Interruption end) {
    try (var folds = CrossValidation.create(path, RunPlan.of(PLAN), SPLIT)) {
      return folds.train(images, (run, rest, fold) -> train(run, rest, fold, end));
    }
  }

  private static Optional<FoldScores> whole(Path path) {
    return begin(path, IMAGES, new Interruption(0, false));
  }

  private Optional<FoldScores> goOn() {
    try (var folds = CrossValidation.open(folder, warning -> {})) {
      return folds.train(
          IMAGES, (run, rest, fold) -> train(run, rest, fold, new Interruption(0, false)));
    }
  }

  @Test
  void everyImageIsPredictedByTheModelThatHasNotSeenIt() {
    whole(folder);
    Table table = Table.exact(folder.resolve("predictions.csv"));
    List<Predictor> models =
        ModelFiles.in(folder).stream().map(TrainedModel::load).map(Predictor::of).toList();

    assertThat(table.fields(0)).hasSize(60).doesNotHaveDuplicates();
    assertThat(table.rows())
        .allSatisfy(
            row -> {
              int image = Integer.parseInt(row.fields().get(0).substring("stripes#".length()));
              int fold = Objects.requireNonNull(SPLIT.places().get(row.fields().get(0))).fold();
              assertThat(table.field(row, "truth"))
                  .isEqualTo(IMAGES.labels().get(IMAGES.label(image)));
              assertThat(Double.parseDouble(table.field(row, "p:across")))
                  .isCloseTo(predict(models.get(fold), image)[0], within(1e-6));
            });
    LabeledPredictions told = LabeledPredictions.read(folder.resolve("predictions.csv"), false);
    assertThat(Suspects.in(told).all()).hasSize(60);
  }

  private static double[] predict(Predictor predictor, int image) {
    try (var all = predictor.predict(List.of(image), i -> NamedPicture.of(IMAGES, i), 1)) {
      return all.findFirst().orElseThrow().require();
    }
  }

  @Test
  void meanAndDeviationOfEveryMetricAreKept() {
    FoldScores scores = whole(folder).orElseThrow();
    Table table = Table.exact(folder.resolve("folds.csv"));

    assertThat(table.columns()).startsWith("fold", "images", "loss", "accuracy");
    assertThat(table.fields(0)).containsExactly("0", "1", "2", "mean", "deviation");
    assertThat(table.fields(1)).containsExactly("20", "20", "20", "", "");
    List<Double> losses = scores.values("loss");
    double mean = (losses.get(0) + losses.get(1) + losses.get(2)) / 3;
    double variance = losses.stream().mapToDouble(loss -> Math.pow(loss - mean, 2)).sum() / 2;
    assertThat(scores.mean("loss")).isCloseTo(mean, within(1e-12));
    assertThat(scores.deviation("loss")).isCloseTo(Math.sqrt(variance), within(1e-12));
    assertThat(table.fields(2))
        .endsWith(Double.toString(scores.mean("loss")), Double.toString(scores.deviation("loss")));
    assertThat(new FoldsTable(folder).read()).isEqualTo(scores);
  }

  @Test
  void theModelsOfAllFoldsAreAveraged() {
    whole(folder);
    Map<String, TrainedModel> models = new LinkedHashMap<>();
    ModelFiles.in(folder).forEach(file -> models.put(file.toString(), TrainedModel.load(file)));

    double mean =
        models.values().stream()
            .mapToDouble(model -> predict(Predictor.of(model), 7)[1])
            .average()
            .orElseThrow();
    assertThat(models).hasSize(3);
    assertThat(predict(Predictor.averaging(models), 7)[1]).isCloseTo(mean, within(1e-12));
  }

  /** Six steps a fold: the eighth is in the second. */
  @Test
  void oneThatWasKilledGoesOnAtItsFoldToTheSameBits() throws IOException {
    Path other = folder.resolveSibling("whole");
    FoldScores scores = whole(other).orElseThrow();
    assertThatThrownBy(() -> begin(folder, IMAGES, new Interruption(8, false)))
        .isInstanceOf(Killed.class);
    assertThatThrownBy(() -> ModelFiles.in(folder))
        .hasMessageStartingWith(folder.resolve("fold-1/model.zip") + ": does not exist;");

    assertThat(goOn()).contains(scores);
    assertThat(folder.resolve("predictions.csv"))
        .hasSameBinaryContentAs(other.resolve("predictions.csv"));
    assertThat(Files.readString(folder.resolve("fold-0/events.jsonl"))).doesNotContain("resumed");
    assertThat(Files.readString(folder.resolve("fold-1/events.jsonl"))).contains("resumed");
    assertThat(goOn()).contains(scores);
  }

  @Test
  void oneThatIsStoppedHasNoScoresYet() {
    assertThat(begin(folder, IMAGES, new Interruption(8, true))).isEmpty();
    assertThat(new FoldsTable(folder).read().folds()).containsOnlyKeys(0);
    assertThat(goOn().map(FoldScores::folds).orElseThrow()).containsOnlyKeys(0, 1, 2);
  }

  @Test
  void badImagesAreInNoFoldsPredictions() {
    var broken = new BrokenImages(IMAGES, Set.of(4, 17));
    begin(folder, broken, new Interruption(0, false));

    assertThat(Table.exact(folder.resolve("predictions.csv")).fields(0))
        .hasSize(58)
        .doesNotContain("stripes#4", "stripes#17");
  }

  @Test
  void aSplitWithoutFoldsIsRefused() {
    Split parts = Split.of(IMAGES, new SplitPlan(0.2, 0, 0, 1));
    assertThatThrownBy(() -> CrossValidation.create(folder, RunPlan.of(PLAN), parts))
        .isInstanceOf(RunException.class)
        .hasMessage("folds: found a split of 0 folds; expected at least 2");
    assertThat(folder).doesNotExist();
  }
}
