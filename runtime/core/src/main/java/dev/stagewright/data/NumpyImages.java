package dev.stagewright.data;

import dev.stagewright.errors.Printable;
import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.files.NumpyException;
import dev.stagewright.pictures.Picture;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Images in a NumPy array of uint8, values from 0 to 255, in C order, with one of the orders of
 * {@link Axes}; their classes in another array of whole numbers. The images' file is read where
 * they stand and stays open.
 */
public final class NumpyImages implements ImageSource {

  private final String name;

  /** In front of an image's number in its path. */
  private final String prefix;

  private final NumpyPixels pixels;
  private final int[] classes;
  private final List<String> labels;

  private NumpyImages(
      String name, String prefix, NumpyPixels pixels, int[] classes, List<String> labels) {
    this.name = name;
    this.prefix = prefix;
    this.pixels = pixels;
    this.classes = classes;
    this.labels = labels;
  }

  /**
   * Opens a pair of .npy files.
   *
   * @param images uint8 of [N, height, width], [N, height, width, channels] or [N, channels,
   *     height, width], with 1 or 3 channels
   * @param labels whole numbers of [N]
   * @param names the classes' names in the order of their numbers; none to name them by number
   * @param axes the order of the images' axes; null to guess it where only one is possible
   * @return the images
   * @throws DataException if the files do not fit each other, or the names
   * @throws NumpyException if a file is not such an array
   */
  public static NumpyImages open(
      Path images, Path labels, List<String> names, @Nullable Axes axes) {
    NumpyPixels pixels = open(images, (name, file) -> NumpyPixels.of(name, file, axes), true);
    int[] classes = open(labels, NumpyLabels::read, false);
    return of(images, "", pixels, classes, names);
  }

  /** Images to predict. */
  static ImageSource unlabeled(Path images, @Nullable Axes axes) {
    NumpyPixels pixels = open(images, (name, file) -> NumpyPixels.of(name, file, axes), true);
    String name = Printable.of(images.toString());
    return new Unlabeled(new NumpyImages(name, "", pixels, new int[pixels.count()], List.of()));
  }

  static NumpyImages of(
      Path file, String prefix, NumpyPixels pixels, int[] classes, List<String> names) {
    String name = Printable.of(file.toString());
    if (pixels.count() != classes.length) {
      throw new DataException(
          String.format(
              Locale.ROOT,
              "%s: found %d labels for the %d images; expected as many labels as images",
              name,
              classes.length,
              pixels.count()));
    }
    int largest = Arrays.stream(classes).max().orElseThrow();
    if (!names.isEmpty() && largest >= names.size()) {
      throw new DataException(
          Kind.USAGE,
          String.format(
              Locale.ROOT,
              "%s: found label %d, but %d class names; expected a name for every label from 0",
              name,
              largest,
              names.size()));
    }
    List<String> labels =
        names.isEmpty()
            ? IntStream.rangeClosed(0, largest).mapToObj(Integer::toString).toList()
            : List.copyOf(names);
    return new NumpyImages(name, prefix, pixels, classes, labels);
  }

  /** Reads something out of a file. */
  interface Reading<T> {
    T read(String name, FileChannel file) throws IOException;
  }

  static <T> T open(Path path, Reading<T> reading, boolean staysOpen) {
    String name = Printable.of(path.toString());
    try {
      FileChannel file = FileChannel.open(path);
      try {
        T read = reading.read(name, file);
        if (!staysOpen) {
          file.close();
        }
        return read;
      } catch (IOException | RuntimeException e) {
        file.close();
        throw e;
      }
    } catch (EOFException e) {
      throw new NumpyException(name + ": is truncated; write or copy it again", e);
    } catch (NoSuchFileException e) {
      throw new NumpyException(name + ": does not exist", e);
    } catch (IOException e) {
      throw new NumpyException(name + ": cannot be read: " + e, e);
    }
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public int size() {
    return classes.length;
  }

  @Override
  public int label(int image) {
    return classes[image];
  }

  @Override
  public Picture picture(int image) {
    return pixels.picture(image);
  }

  @Override
  public String path(int image) {
    return prefix + image;
  }

  @Override
  public String name(int image) {
    return name + "#" + path(image);
  }

  @Override
  public String description() {
    return String.format(
        Locale.ROOT,
        "%s: %d images (uint8, %s) of %d classes",
        name,
        size(),
        pixels.axes(),
        labels.size());
  }
}
