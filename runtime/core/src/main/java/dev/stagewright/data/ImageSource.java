package dev.stagewright.data;

import dev.stagewright.network.InputShape;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Labeled images in a fixed order. Every image can be read in any size, in color or gray.
 * Implementations may be read from several threads.
 */
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
   * Reads an image, resized to the shape without keeping its aspect ratio, and converted between
   * color and gray as the shape's channels ask. EXIF's orientation is applied.
   *
   * @param image from 0 to {@code size() - 1}
   * @param shape the size to deliver; channels 3 (red, green, blue) or 1 (gray)
   * @param into receives values from 0 to 255 in the order [height, width, channels], from index 0
   * @throws DataException if the image cannot be read
   */
  void read(int image, InputShape shape, float[] into);

  /**
   * Reads an image as {@link #read(int, InputShape, float[])} does, with another rule for EXIF's
   * orientation. Sources of pictures without EXIF data need not care.
   *
   * @param image from 0 to {@code size() - 1}
   * @param shape the size to deliver; channels 3 (red, green, blue) or 1 (gray)
   * @param orientation what is done with EXIF's orientation
   * @param into receives values from 0 to 255 in the order [height, width, channels], from index 0
   * @throws DataException if the image cannot be read
   */
  default void read(int image, InputShape shape, ExifOrientation orientation, float[] into) {
    read(image, shape, into);
  }

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
