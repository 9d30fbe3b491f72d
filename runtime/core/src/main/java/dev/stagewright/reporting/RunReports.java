package dev.stagewright.reporting;

import dev.stagewright.data.ImageSource;
import dev.stagewright.training.SessionListener;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Writes pages about training runs; found by {@link ServiceLoader}. */
public interface RunReports {

  /**
   * Who writes them.
   *
   * @return empty if {@code stagewright-report} is not on the class path
   */
  static Optional<RunReports> installed() {
    return ServiceLoader.load(RunReports.class).findFirst();
  }

  /**
   * Writes {@code report.html} into a run's folder. An older one is replaced.
   *
   * @param run the folder
   * @param facts what the folder does not tell
   * @throws dev.stagewright.errors.StagewrightException if a file of the run cannot be read, or the
   *     page not be written
   */
  void write(Path run, RunFacts facts);

  /**
   * Writes {@code report.html} anew after each epoch, as long as that takes at most 1 % of the
   * run's time, and at its end, also if it failed. To be attached behind the listener that writes
   * the run's files. A page that cannot be written is a warning in the log.
   *
   * @param run the folder
   * @param facts what the folder does not tell
   * @return the listener
   */
  SessionListener follow(Path run, RunFacts facts);

  /**
   * Makes the pictures of the worst mistakes, those that the model was surest of, from a run's
   * {@code predictions.csv}.
   *
   * @param run the folder
   * @param images where the pictures are; each is found by its {@linkplain ImageSource#name name},
   *     which is its path in the file or ends in it
   * @param heat what spoke for the predicted class; null without
   * @return the mistakes, the worst first; none without that file or without mistakes
   */
  List<Mistake> mistakes(Path run, ImageSource images, @Nullable HeatMap heat);

  /**
   * Lays a batch out in one picture. The values are scaled so that the batch's least is black and
   * its greatest white.
   *
   * @param values [pictures, height, width, channels]
   * @param height of a picture, in pixels
   * @param width of a picture, in pixels
   * @param channels 1 for gray, 3 for red, green, blue
   * @return the first pictures, as many as can be seen
   */
  EncodedPicture sheet(float[] values, int height, int width, int channels);

  /**
   * Writes one page on several runs: their curves over each other, and what differs in their plans.
   *
   * @param runs their folders
   * @param page the file
   * @throws dev.stagewright.errors.StagewrightException if a file of a run cannot be read, or the
   *     page not be written
   */
  void compare(List<Path> runs, Path page);

  /**
   * Writes the curves of runs as event files for TensorBoard.
   *
   * @param runs their folders
   * @param logs the folder for TensorBoard's {@code --logdir}; it gets a folder for each run
   * @throws dev.stagewright.errors.StagewrightException if a file of a run cannot be read, or an
   *     event file not be written
   */
  void exportScalars(List<Path> runs, Path logs);

  /**
   * Adds a run's scalars to an event file for TensorBoard behind each epoch. To be attached behind
   * the listener that writes the run's files. A file that cannot be written is a warning in the
   * log.
   *
   * @param run the folder of the run
   * @param folder of the event files
   * @return the listener
   */
  SessionListener followScalars(Path run, Path folder);
}
