package dev.stagewright.spark;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.model.Provenance;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.networks.ResNet20EluNetwork;
import dev.stagewright.prediction.Predicted;
import dev.stagewright.prediction.Predictor;
import dev.stagewright.tasks.Task;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** Pictures and a small model in a folder. */
record ScoringMaterial(Path model, List<Path> pictures) {

  static final int PICTURES = 24;

  /** Makes a model of three labels. */
  static ScoringMaterial in(Path folder, Task task) {
    Path model = folder.resolve("model.zip");
    List<String> labels =
        task == Task.BINARY ? List.of("no", "yes") : List.of("cat", "dog", "horse");
    Network network = builder(task).labels(labels.size()).build();
    new TrainedModel(
            network.build(),
            labels,
            ImageInput.of(network, Preprocessing.TF),
            Provenance.unknown("a test"))
        .save(model);
    Path pictures = folder.resolve("pictures");
    return new ScoringMaterial(
        model, IntStream.range(0, PICTURES).mapToObj(i -> picture(pictures, i)).toList());
  }

  private static NetworkBuilder<?> builder(Task task) {
    return switch (task) {
      case SINGLE_LABEL -> ResNet20EluNetwork.builder();
      case BINARY -> SmallYesNetwork.builder();
      case MULTI_LABEL -> SmallLabelsNetwork.builder();
      case REGRESSION -> SmallValuesNetwork.builder();
    };
  }

  private static Path picture(Path folder, int number) {
    int width = 30 + number % 5;
    int height = 30 + number % 7;
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, i * 7919 * (number + 1));
    }
    Path file = folder.resolve(String.format(Locale.ROOT, "%02d ä.png", number));
    try {
      Files.createDirectories(folder);
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  List<String> paths() {
    return pictures.stream().map(Path::toString).toList();
  }

  /** What one machine predicts, with as many threads as an executor has. */
  List<Predicted<Path>> predictedHere(int batchSize) {
    EngineSettings settings = EngineSettings.chosen().withThreads(1);
    try (var all =
        Predictor.of(TrainedModel.load(model, Set.of(), settings)).predict(pictures, batchSize)) {
      return all.toList();
    }
  }
}
