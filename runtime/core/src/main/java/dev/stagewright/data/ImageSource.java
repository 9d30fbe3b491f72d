package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.pictures.Picture;
import dev.stagewright.tasks.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Labeled images in a fixed order. Implementations must be safe from several threads. */
public interface ImageSource {

  /**
   * The names of the classes.
   *
   * @return the name of class i at index i
   */
  List<String> labels();

  /**
   * The number of images.
   *
   * @return at least 1
   */
  int size();

  /**
   * The class of an image.
   *
   * @param image from 0 to {@code size() - 1}
   * @return an index into {@link #labels()}
   * @throws DataException if images have several labels or values instead
   */
  int label(int image);

  /**
   * What a network is to put out for an image.
   *
   * @param image from 0 to {@code size() - 1}
   * @param task of the network
   * @return one number for each output: 1 for the image's class and 0 for others, unless the source
   *     has targets of its own
   */
  default float[] targets(int image, Task task) {
    float[] row = new float[task.outputs(labels().size())];
    task.encode(new double[] {label(image)}, row, 0);
    return row;
  }

  /**
   * Checks that the images can be used for a task. Called before a training run.
   *
   * @param task of the network
   * @throws DataException if they cannot; the message says what was expected
   */
  default void checkTargets(Task task) {
    if (labels().size() < 2) {
      throw new DataException(
          "%s: found the only class %s; a network learns to tell classes apart, so at least two are needed"
              .formatted(description(), labels()));
    }
    if (task == Task.REGRESSION) {
      throw new DataException(
          "%s: found classes; regression learns numbers. Give them with TargetImages, or train a network of another task"
              .formatted(description()));
    }
    if (task == Task.BINARY) {
      throw new DataException(
          Kind.USAGE,
          "%s: which of the classes is yes? Found %s. Name it: OrderedLabels.positive(images, \"%s\")"
              .formatted(
                  description(), String.join(", ", labels()), labels().get(labels().size() - 1)));
    }
  }

  /**
   * The group that an image belongs to when images are held out: the same share of each is.
   *
   * @param image from 0 to {@code size() - 1}
   * @return any number; the image's class unless the source knows better
   */
  default int stratum(int image) {
    return label(image);
  }

  /**
   * Decodes an image.
   *
   * @param image from 0 to {@code size() - 1}
   * @return the image as stored, in its own size, to be closed
   * @throws DataException if the image cannot be read
   */
  Picture picture(int image);

  /**
   * Looks at an image without decoding it. Called for all images before a training run, in
   * parallel.
   *
   * @param image from 0 to {@code size() - 1}
   * @return what is wrong with it, with its name; null if nothing was found
   */
  default @Nullable String fault(int image) {
    return null;
  }

  /**
   * What identifies an image whatever else is in the source, for splits and predictions.
   *
   * @param image from 0 to {@code size() - 1}
   * @return its path relative to the source's folder or archive, with {@code /} between names on
   *     every system; for arrays its place, from 0
   */
  default String path(int image) {
    return name(image);
  }

  /**
   * The size of an image's file, which tells that it was replaced.
   *
   * @param image from 0 to {@code size() - 1}
   * @return bytes; 0 where images have no files of their own
   */
  default long fileSize(int image) {
    return 0;
  }

  /**
   * What tells an image from the others in messages.
   *
   * @param image from 0 to {@code size() - 1}
   * @return for example its file's name
   */
  String name(int image);

  /**
   * Where the images come from, in one line.
   *
   * @return for a model's provenance
   */
  String description();
}
