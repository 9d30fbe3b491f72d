package dev.stagewright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.data.IdxImages;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.data.Split;
import dev.stagewright.data.SplitPlan;
import dev.stagewright.networks.small.FashionQuickNetwork;
import dev.stagewright.pictures.Picture;
import dev.stagewright.prediction.LabeledPredictions;
import dev.stagewright.prediction.Suspects;
import dev.stagewright.runs.CrossValidation;
import dev.stagewright.runs.RunPlan;
import dev.stagewright.training.Optimizer;
import dev.stagewright.training.Schedule;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingSession;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels that are wrong come first among the suspects. */
class SwappedLabelsTest {

  private static final Path DATA = Path.of("data/fashion-mnist");

  /** Images of which some have another label. */
  private record Swapped(ImageSource source, Map<Integer, Integer> wrong) implements ImageSource {

    /** One of twenty images gets another label, which may be any. */
    static Swapped of(ImageSource source) {
      Random random = new Random(20);
      Map<Integer, Integer> wrong = new HashMap<>();
      while (wrong.size() < source.size() / 20) {
        int image = random.nextInt(source.size());
        int another = 1 + random.nextInt(source.labels().size() - 1);
        wrong.put(image, (source.label(image) + another) % source.labels().size());
      }
      return new Swapped(source, wrong);
    }

    @Override
    public List<String> labels() {
      return source.labels();
    }

    @Override
    public int size() {
      return source.size();
    }

    @Override
    public int label(int image) {
      return wrong.getOrDefault(image, source.label(image));
    }

    @Override
    public Picture picture(int image) {
      return source.picture(image);
    }

    @Override
    public String path(int image) {
      return source.path(image);
    }

    @Override
    public String name(int image) {
      return source.name(image);
    }

    @Override
    public String description() {
      return source.description();
    }
  }

  /** The first 6 % hold at least 80 % of the 5 % that were swapped. */
  @Test
  void comeFirst(@TempDir Path folder) throws Exception {
    Swapped images =
        Swapped.of(
            IdxImages.open(
                DATA.resolve("train-images-idx3-ubyte.gz"),
                DATA.resolve("train-labels-idx1-ubyte.gz"),
                Files.readAllLines(DATA.resolve("labels.txt"))));
    var network = FashionQuickNetwork.builder().seed(1).build();
    ImageInput input = ImageInput.of(network, Preprocessing.TF);
    TrainingPlan plan =
        TrainingPlan.builder()
            .epochs(3)
            .batchSize(64)
            .optimizer(Optimizer.adam(0.003))
            .schedule(new Schedule.Cosine(0.1, 0, 0, 1, 1))
            .build();
    Path run = folder.resolve("run");
    Split split = Split.of(images, new SplitPlan(0, 0, 3, 1));
    try (var folds = CrossValidation.create(run, RunPlan.of(network, plan), split)) {
      folds.train(
          images, (each, rest, fold) -> each.train(TrainingSession.of(network, input), rest, fold));
    }

    LabeledPredictions told = LabeledPredictions.read(run.resolve("predictions.csv"), false);
    long found =
        Suspects.in(told).all().stream()
            .limit(images.size() * 6L / 100)
            .filter(suspect -> images.wrong().containsKey(Integer.valueOf(suspect.path())))
            .count();
    System.out.printf("%d of %d swapped labels in the first 6 %%%n", found, images.wrong().size());
    assertThat(found).isGreaterThanOrEqualTo(images.wrong().size() * 8L / 10);
  }
}
