package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.tasks.Task;
import dev.stagewright.tasks.TaskException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Images with numbers beside them that a network is to put out: which of several labels apply,
 * values, one answer of yes or no, or the shares of classes.
 */
public final class TargetImages extends PassedOnImages {

  private final String place;
  private final List<String> labels;
  private final float[][] targets;

  private TargetImages(ImageSource images, String place, List<String> labels, float[][] targets) {
    super(images);
    if (targets.length != images.size()) {
      throw new DataException(
          Kind.USAGE,
          String.format(
              Locale.ROOT,
              "targets: found %d rows for the %d images of %s; expected one for each",
              targets.length,
              images.size(),
              place));
    }
    this.place = place;
    this.labels = List.copyOf(labels);
    this.targets = Arrays.stream(targets).map(float[]::clone).toArray(float[][]::new);
  }

  /**
   * Puts targets beside the images of a source, whose own labels are not looked at.
   *
   * @param images the images
   * @param labels the names of what is told: of the labels or values; of no and yes
   * @param targets for each image one number for each output: for several labels 1 where a label
   *     applies and 0 elsewhere; one number for yes (1) or no (0); values; shares of classes
   * @return images with targets
   * @throws DataException if there are more or fewer rows than images
   */
  public static TargetImages of(ImageSource images, List<String> labels, float[][] targets) {
    return new TargetImages(images, images.description(), labels, targets);
  }

  /**
   * Puts targets beside the picture files of a folder.
   *
   * @param folder what descriptions and messages call them by
   * @param files pictures of it or of folders inside, at least one
   * @param labels the names of what is told, as above
   * @param targets for each file one number for each output, as above
   * @return images with targets
   * @throws DataException if there are more or fewer rows than files
   */
  public static TargetImages of(
      Path folder, List<Path> files, List<String> labels, float[][] targets) {
    if (files.isEmpty()) {
      throw new DataException(Kind.USAGE, "files: found none; expected at least one picture");
    }
    return new TargetImages(
        FlatImages.of(files, folder.toString()), folder.toString(), labels, targets);
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public int label(int image) {
    throw new DataException(
        Kind.USAGE, name(image) + ": has targets, not a class; ask for targets(image, task)");
  }

  @Override
  public float[] targets(int image, Task task) {
    return targets[image].clone();
  }

  @Override
  public void checkTargets(Task task) {
    for (int i = 0; i < targets.length; i++) {
      try {
        task.check(targets[i], task.outputs(labels.size()));
      } catch (TaskException e) {
        throw new DataException(name(i) + ": " + e.getMessage(), e);
      }
    }
  }

  /** All the same, since several labels or values make no classes. */
  @Override
  public int stratum(int image) {
    return 0;
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT, "%s: %d images with targets (%s)", place, size(), String.join(", ", labels));
  }
}
