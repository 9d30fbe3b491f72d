package org.example;

import dev.stagewright.data.ImageFolder;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.networks.ResNet50EluNetwork;
import dev.stagewright.prediction.Classifier;
import dev.stagewright.training.ProgressListener;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingSession;
import java.nio.file.Path;

/** The README's ten lines: train on a folder of images, save, load, predict. */
public final class TenLines {

  private TenLines() {}

  /**
   * Runs the lines.
   *
   * @param arguments a folder with one sub-folder of images a class, and an image to classify
   */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    Path image = Path.of(arguments[1]);

    ImageFolder images = ImageFolder.open(folder);
    var network = ResNet50EluNetwork.builder().classes(images.labels().size()).build();
    var plan =
        TrainingPlan.builder().epochs(10).validationShare(0.1).reestimateStatistics(10).build();
    var session = TrainingSession.of(network, Preprocessing.CAFFE).listen(new ProgressListener());
    session.run(plan, images).model().save(Path.of("model.zip"));

    var classifier = new Classifier(TrainedModel.load(Path.of("model.zip")));
    classifier.classify(image, 3).forEach(System.out::println);
  }
}
