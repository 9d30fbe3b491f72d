package dev.stagewright.examples;

import dev.stagewright.data.IdxImages;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.engine.Engines;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.pictures.Picture;
import dev.stagewright.prediction.Classifier;
import dev.stagewright.prediction.Prediction;
import dev.stagewright.training.ModelScore;
import dev.stagewright.training.Optimizer;
import dev.stagewright.training.ProgressListener;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Trains {@link FashionElu} on the Fashion-MNIST subset beside the sources, saves it, loads it
 * again and shows what it says about images that it has not seen.
 */
public final class FashionDemo {

  private static final int SHOWN_PER_CLASS = 4;

  private FashionDemo() {}

  /**
   * Runs the demo.
   *
   * @param arguments the folder of the images and the folder for the results
   * @throws IOException if the results cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Path data = Path.of(arguments[0]);
    Path results = Files.createDirectories(Path.of(arguments[1]));
    ImageSource training = images(data, "train");
    ImageSource heldOut = images(data, "test");
    Path file = results.resolve("fashion-elu.zip");

    System.out.println("Runs on " + Engines.status());
    train(training).save(file);
    System.out.println("Saved " + file);

    TrainedModel model = TrainedModel.load(file);
    ModelScore score = ModelScore.of(model, heldOut, 100);
    System.out.printf(
        Locale.ROOT,
        "Loaded again: right about %.1f %% of %d held-out images%n",
        100 * score.accuracy(),
        score.images());
    show(model, heldOut, results.resolve("predictions.png"), score);
  }

  private static ImageSource images(Path data, String part) throws IOException {
    return IdxImages.open(
        data.resolve(part + "-images-idx3-ubyte.gz"),
        data.resolve(part + "-labels-idx1-ubyte.gz"),
        Files.readAllLines(data.resolve("labels.txt")));
  }

  /** Three epochs in large steps, one in small ones. */
  private static TrainedModel train(ImageSource images) {
    FashionEluNetwork network = FashionEluNetwork.builder().seed(1).build();
    ComputationGraph graph = network.build();
    // Deeplearning4j then unrolls a convolution's input once a step and not twice.
    graph.setCacheMode(CacheMode.DEVICE);
    TrainingSession session =
        new TrainingSession(graph, ImageInput.of(network, Preprocessing.TF))
            .listen(new ProgressListener());
    var plan = TrainingPlan.builder().batchSize(64);
    session.run(plan.epochs(3).optimizer(Optimizer.adam(0.003)).build(), images);
    return session.run(plan.epochs(1).optimizer(Optimizer.adam(0.0003)).build(), images).model();
  }

  /** Prints and draws the first images of every class. */
  private static void show(TrainedModel model, ImageSource images, Path picture, ModelScore score)
      throws IOException {
    List<List<Prediction>> predictions = new Classifier(model).classify(images, 1);
    int[] shown = new int[model.labels().size()];
    List<ContactSheet.Cell> cells = new ArrayList<>();
    for (int image = 0; image < images.size(); image++) {
      int label = images.label(image);
      if (shown[label]++ < SHOWN_PER_CLASS) {
        Prediction found = predictions.get(image).get(0);
        try (Picture drawn = images.picture(image)) {
          cells.add(
              new ContactSheet.Cell(
                  drawn.values(), found.label(), found.probability(), images.labels().get(label)));
        }
      }
    }
    System.out.printf("%n%-14s %-14s%n", "true", "predicted");
    for (ContactSheet.Cell cell : cells) {
      System.out.printf(
          Locale.ROOT,
          "%-14s %-14s %5.1f %%%s%n",
          cell.label(),
          cell.predicted(),
          100 * cell.probability(),
          cell.right() ? "" : "  wrong");
    }
    String title =
        String.format(
            Locale.ROOT,
            "FashionElu on held-out images of Fashion-MNIST: %.1f %% of %d right",
            100 * score.accuracy(),
            score.images());
    ContactSheet.write(title, cells, picture);
    System.out.printf("%nDrew them into %s%n", picture);
  }
}
