package dev.stagewright.data;

import dev.stagewright.pictures.Picture;
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
   */
  int label(int image);

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
