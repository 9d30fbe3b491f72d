package dev.stagewright.data;

import dev.stagewright.network.InputShape;
import java.util.List;

/**
 * Labelled images in a fixed order. Every image can be read in any size, in colour or grey.
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
   * colour and grey as the shape's channels ask.
   *
   * @param image from 0 to {@code size() - 1}
   * @param shape the size to deliver; channels 3 (red, green, blue) or 1 (grey)
   * @param into receives values from 0 to 255 in the order [height, width, channels], from index 0
   * @throws DataException if the image cannot be read
   */
  void read(int image, InputShape shape, float[] into);

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
