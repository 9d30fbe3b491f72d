package dev.stagewright.data;

import dev.stagewright.pictures.DecodeOptions;
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
    ClassTargets.check(this, task);
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
   * Decodes an image.
   *
   * @param image from 0 to {@code size() - 1}
   * @param options what is chosen; without effect on images that do not come from files
   * @return the image as stored, to be closed
   * @throws DataException if the image cannot be read
   */
  default Picture picture(int image, DecodeOptions options) {
    return picture(image);
  }

  /**
   * Looks at an image without decoding it. Called for all images before a training run, in
   * parallel.
   *
   * @param image from 0 to {@code size() - 1}
   * @param preflight how much of it is read
   * @return what is wrong with it, with its name; null if nothing was found
   */
  default @Nullable String fault(int image, Preflight preflight) {
    return null;
  }

  /**
   * What is the same for two images only if they are the same, for finding duplicates.
   *
   * @param image from 0 to {@code size() - 1}
   * @return the file's bytes; where there is no file, the pixels
   * @throws DataException if the image cannot be read
   */
  default byte[] content(int image) {
    try (Picture picture = picture(image)) {
      return picture.values();
    }
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
   * Where an image stands in the whole source that this is a part of, so that what is drawn for it
   * does not depend on the part.
   *
   * @param image from 0 to {@code size() - 1}
   * @return a number from 0; the image's own where this is the whole
   */
  default int index(int image) {
    return image;
  }

  /**
   * What an image has in common with others that must not be apart from it in a split, such as its
   * patient.
   *
   * @param image from 0 to {@code size() - 1}
   * @return the group's name, or null where there are none
   */
  default @Nullable String group(int image) {
    return null;
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
