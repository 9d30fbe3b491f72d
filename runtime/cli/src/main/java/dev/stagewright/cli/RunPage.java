package dev.stagewright.cli;

import dev.stagewright.catalog.NetworkDescription;
import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.data.SkippedImages;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import dev.stagewright.prediction.GradCam;
import dev.stagewright.prediction.PredictionException;
import dev.stagewright.reporting.EncodedPicture;
import dev.stagewright.reporting.RunFacts;
import dev.stagewright.reporting.RunPictures;
import dev.stagewright.reporting.RunReports;
import dev.stagewright.training.SessionListener;
import dev.stagewright.training.TrainingPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * {@code report.html} in a run's folder.
 *
 * @param folder of the run
 * @param reports who writes it
 * @param facts about the run
 */
record RunPage(Path folder, RunReports reports, RunFacts facts) {

  /** Empty where stagewright-report is not on the class path. */
  static Optional<RunPage> in(Path folder, NetworkDescription network) {
    RunFacts facts = new RunFacts(network, RunPictures.NONE);
    return RunReports.installed().map(reports -> new RunPage(folder, reports, facts));
  }

  /** Keeps the page up to date. */
  SessionListener follower() {
    return reports.follow(folder, facts);
  }

  /** Writes event files for TensorBoard. */
  SessionListener scalars(Path logs) {
    return reports.followScalars(folder, logs);
  }

  /** Writes the page with the worst mistakes and a batch as the network saw it. */
  Path complete(TrainedModel model, TrainingPlan plan, SplitOptions.Parts parts) {
    ImageSource images = parts.validation() == null ? parts.training() : parts.validation();
    GradCam gradCam = new GradCam(model);
    RunPictures pictures =
        new RunPictures(
            reports.mistakes(
                folder, images, (image, label) -> heat(gradCam, model, images, image, label)),
            batch(model, plan, parts.training()));
    reports.write(folder, facts.with(pictures));
    return folder.resolve("report.html");
  }

  /** No map where the network has no layer to look at. */
  private static float[][] heat(
      GradCam gradCam, TrainedModel model, ImageSource images, int image, int label) {
    try {
      NamedPicture picture = NamedPicture.of(images, image);
      return gradCam.explain(picture, model.labels().get(label), null).rows().stream()
          .map(RunPage::floats)
          .toArray(float[][]::new);
    } catch (PredictionException e) {
      return new float[0][];
    }
  }

  private static float[] floats(List<Double> values) {
    float[] floats = new float[values.size()];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = values.get(i).floatValue();
    }
    return floats;
  }

  private EncodedPicture batch(TrainedModel model, TrainingPlan plan, ImageSource training) {
    ImageInput input = model.input();
    try (ImageBatches batches =
        ImageBatches.shuffled(training, input, model.coding(), plan.batchSize(), plan.seed())
            .augmented(plan.augmentation(), plan.seed())
            .skipping(new SkippedImages())) {
      DataSet batch = batches.next();
      INDArray features = batch.getFeatures();
      INDArray rows =
          input.format() == DataFormat.CHANNELS_LAST
              ? features
              : features.permute(0, 2, 3, 1).dup('c');
      EncodedPicture sheet =
          reports.sheet(
              rows.dup('c').data().asFloat(),
              input.shape().height(),
              input.shape().width(),
              input.shape().channels());
      ImageBatches.release(batch);
      return sheet;
    }
  }
}
