package dev.stagewright.data;

import dev.stagewright.errors.Printable;
import dev.stagewright.pictures.Picture;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Gray images in the IDX format of MNIST and its kin: one file of images and one of labels, plain
 * or gzipped. Held in memory as bytes.
 */
public final class IdxImages implements ImageSource {

  /** What decoders put in the place of bytes that they cannot decode. */
  private static final String UNDECODABLE = "\ufffd";

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
    IdxFile pixels = pixels(images);
    IdxFile classes = IdxFile.read(labels, 1);
    int count = pixels.shape()[0];
    if (classes.shape()[0] != count) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: found %d labels for the %d images of %s; expected as many labels as images",
              labels,
              classes.shape()[0],
              count,
              images));
    }
    checkNames(names);
    int largest = IntStream.range(0, count).map(classes::unsigned).max().orElseThrow();
    if (names.isEmpty()) {
      names = IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList();
    } else if (largest >= names.size()) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: found label %d, but %d class names; expected a name for every label from 0",
              labels,
              largest,
              names.size()));
    }
    return new IdxImages(images, List.copyOf(names), pixels, classes);
  }

  /** Images to predict. */
  static ImageSource unlabeled(Path images) {
    IdxFile pixels = pixels(images);
    IdxFile none = new IdxFile(new int[] {0}, new byte[0]);
    return new Unlabeled(new IdxImages(images, List.of(), pixels, none));
  }

  private static IdxFile pixels(Path images) {
    IdxFile pixels = IdxFile.read(images, 3);
    if (pixels.values().length == 0) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: found %d images of %d x %d pixels; expected at least 1 of each",
              images,
              pixels.shape()[0],
              pixels.shape()[1],
              pixels.shape()[2]));
    }
    return pixels;
  }

  private static void checkNames(List<String> names) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (name.isBlank() || name.contains(UNDECODABLE) || !seen.add(name)) {
        throw new DataException(
            "class names: found \"%s\"%s; expected distinct names in UTF-8"
                .formatted(Printable.of(name), seen.contains(name) ? " twice" : ""));
      }
    }
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
  public Picture picture(int image) {
    int height = images.shape()[1];
    int width = images.shape()[2];
    int start = image * height * width;
    byte[] gray = Arrays.copyOfRange(images.values(), start, start + height * width);
    return Picture.of(gray, height, width, 1);
  }

  @Override
  public String path(int image) {
    return Integer.toString(image);
  }

  @Override
  public String name(int image) {
    return file + "#" + image;
  }

  @Override
  public String description() {
    return String.format(Locale.ROOT, "%s: %d images of %d classes", file, size(), labels.size());
  }
}
