package dev.stagewright.examples;

import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.data.IdxImages;
import dev.stagewright.data.ImageSource;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.networks.small.FashionQuick;
import dev.stagewright.networks.small.FashionQuickNetwork;
import dev.stagewright.pictures.Picture;
import dev.stagewright.prediction.Classifier;
import dev.stagewright.prediction.Prediction;
import dev.stagewright.recipes.Recipe;
import dev.stagewright.recipes.Setup;
import dev.stagewright.reporting.RunFacts;
import dev.stagewright.reporting.RunPictures;
import dev.stagewright.reporting.RunReports;
import dev.stagewright.runs.RunFolder;
import dev.stagewright.runs.RunPlan;
import dev.stagewright.training.ModelScore;
import dev.stagewright.training.ProgressListener;
import dev.stagewright.training.TrainingSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Trains {@link FashionQuick} by the recipe {@code fashion} on the Fashion-MNIST subset beside the
 * sources, keeps the run in a folder with a page about it, loads the model again and shows what it
 * says about images that it was not trained on.
 */
public final class FashionDemo {

  private static final int SHOWN_PER_CLASS = 4;

  /** So many epochs of 10,000 images take less than 20 seconds on two cores. */
  private static final int EPOCHS = 4;

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
    Path run = emptied(results.resolve("run"));

    train(training, heldOut, run);
    TrainedModel model = TrainedModel.load(run.resolve("model.zip"));
    ModelScore score = ModelScore.of(model, heldOut, 100);
    System.out.printf(
        Locale.ROOT,
        "Loaded again: right about %.1f %% of %d held-out images%n",
        100 * score.accuracy(),
        score.images());
    show(model, heldOut, results.resolve("predictions.png"), score);
    System.out.println("The page on the run: " + run.resolve("report.html"));
  }

  /** A run wants a folder for itself. */
  private static Path emptied(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return folder;
  }

  private static ImageSource images(Path data, String part) throws IOException {
    return IdxImages.open(
        data.resolve(part + "-images-idx3-ubyte.gz"),
        data.resolve(part + "-labels-idx1-ubyte.gz"),
        Files.readAllLines(data.resolve("labels.txt")));
  }

  private static void train(ImageSource images, ImageSource validation, Path folder) {
    Setup setup = Recipe.named("fashion").over(EPOCHS);
    var network = FashionQuickNetwork.builder().seed(1).build();
    TrainingSession session =
        TrainingSession.of(network, setup.input(network), EngineSettings.chosen())
            .listen(new ProgressListener());
    RunReports reports = RunReports.installed().orElseThrow();
    RunFacts facts =
        new RunFacts(NetworkCatalog.ofClassPath().find("FashionQuick"), RunPictures.NONE);
    try (RunFolder run = RunFolder.create(folder, RunPlan.of(network, setup.plan()))) {
      run.followedBy(reports.follow(folder, facts)).train(session, images, validation);
    }
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
            "FashionQuick on held-out images of Fashion-MNIST: %.1f %% of %d right",
            100 * score.accuracy(),
            score.images());
    ContactSheet.write(title, cells, picture);
    System.out.printf("%nDrew them into %s%n", picture);
  }
}
