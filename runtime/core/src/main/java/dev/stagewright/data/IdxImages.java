package dev.stagewright.data;

import dev.stagewright.network.InputShape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Grey images in the IDX format of MNIST and its kin: one file of images and one of labels, plain
 * or gzipped. Held in memory as bytes.
 */
public final class IdxImages implements ImageSource {

  private final Path file;
  private final List<String> labels;
  private final IdxFile images;
  private final IdxFile classes;

  private IdxImages(Path file, List<String> labels, IdxFile images, IdxFile classes) {
    this.file = file;
    this.labels = labels;
    this.images = images;
    this.classes = classes;
  }

  /**
   * Opens a pair of files; the classes are named by their numbers.
   *
   * @param images unsigned bytes of [count, height, width]
   * @param labels unsigned bytes of [count]
   * @return the images
   * @throws DataException if a file cannot be read or they do not fit each other
   */
  public static IdxImages open(Path images, Path labels) {
    return open(images, labels, List.of());
  }

  /**
   * Opens a pair of files.
   *
   * @param images unsigned bytes of [count, height, width]
   * @param labels unsigned bytes of [count]
   * @param names the classes' names in the order of their numbers; none to name them by number
   * @return the images
   * @throws DataException if a file cannot be read or they do not fit each other
   */
  public static IdxImages open(Path images, Path labels, List<String> names) {
    IdxFile pixels = IdxFile.read(images, 3);
    IdxFile classes = IdxFile.read(labels, 1);
    int count = pixels.shape()[0];
    if (count == 0) {
      throw new DataException(images + ": found 0 images; expected at least 1");
    }
    if (classes.shape()[0] != count) {
      throw new DataException(
          "%s: found %d labels for the %d images of %s; expected as many labels as images"
              .formatted(labels, classes.shape()[0], count, images));
    }
    int largest = IntStream.range(0, count).map(classes::unsigned).max().orElseThrow();
    if (names.isEmpty()) {
      names = IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
    } else if (largest >= names.size()) {
      throw new DataException(
          "%s: found label %d, but %d class names; expected a name for every label from 0"
              .formatted(labels, largest, names.size()));
    }
    return new IdxImages(images, List.copyOf(names), pixels, classes);
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public int size() {
    return images.shape()[0];
  }

  @Override
  public int label(int image) {
    return classes.unsigned(image);
  }

  @Override
  public void read(int image, InputShape shape, float[] into) {
    int height = images.shape()[1];
    int width = images.shape()[2];
    int start = image * height * width;
    if (shape.equals(new InputShape(height, width, 1))) {
      for (int i = 0; i < height * width; i++) {
        into[i] = images.unsigned(start + i);
      }
    } else {
      byte[] grey = Arrays.copyOfRange(images.values(), start, start + height * width);
      Pixels.readGrey(grey, height, width, shape, into);
    }
  }

  @Override
  public String name(int image) {
    return file + "#" + image;
  }

  @Override
  public String description() {
    return "%s: %d images of %d classes".formatted(file, size(), labels.size());
  }
}
