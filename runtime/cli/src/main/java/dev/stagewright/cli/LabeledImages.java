package dev.stagewright.cli;

import dev.stagewright.data.IdxImages;
import dev.stagewright.data.ImageFolder;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.OrderedLabels;
import dev.stagewright.data.PictureFiles;
import dev.stagewright.data.TargetImages;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.tasks.Task;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a network is trained or evaluated on, as options of the command line. */
final class LabeledImages {

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  @Option(
      names = "--images",
      paramLabel = "DIR|IDX",
      required = true,
      description = "A folder with a sub-folder of images per class, or an IDX file of images.")
  private Path images = Path.of("");

  @Option(
      names = "--labels",
      paramLabel = "IDX",
      description = "The labels of an IDX file of images.")
  private @Nullable Path labels;

  @Option(
      names = "--class-names",
      paramLabel = "FILE",
      description =
          "The names of an IDX file's classes or of the targets, one per line (default: their"
              + " numbers).")
  private @Nullable Path classNames;

  @Option(
      names = "--targets",
      paramLabel = "Y.npy",
      description =
          "Numbers beside a folder's pictures in alphabetical order, float32 of [N, outputs]:"
              + " 1 and 0 for several labels, or for yes and no; values for regression.")
  private @Nullable Path targets;

  @Mixin private final GivenOptions given = new GivenOptions();

  /** Opens images to train a network of a task on. */
  ImageSource open(Task task) {
    return open(List.of(), task);
  }

  /** Opens images of labels that a model knows, in its order. */
  ImageSource open(TrainedModel model) {
    List<String> known = model.labels();
    if (!Files.isDirectory(images)
        && model.coding().task() == Task.BINARY
        && classNames == null
        && !known.contains("0")) {
      throw CommandException.usage(
          "--class-names: needed, since the model has names, %s, for the IDX file's numbers"
              .formatted(String.join(" and ", known)));
    }
    boolean numbered = targets == null && known.contains("0");
    ImageSource source = open(numbered ? List.of() : known, model.coding().task());
    return targets == null ? OrderedLabels.of(source, known) : source;
  }

  /** Whether the images have numbers beside them instead of one class each. */
  boolean haveTargets() {
    return targets != null;
  }

  /** Refuses an option of pictures that may be turned where none can be. */
  void refuseOrientation(String option) {
    if (!Files.isDirectory(images)) {
      given.refuse("with the IDX file " + images + ", whose images have no orientation", option);
    }
  }

  private ImageSource open(List<String> known, Task task) {
    if (targets != null) {
      given.refuse("with --targets, which take its place", "--labels");
      return withTargets(targets, known, task);
    }
    if (Files.isDirectory(images)) {
      given.refuse(
          "with the folder " + images + ", whose classes are its sub-folders",
          "--labels",
          "--class-names");
      return ImageFolder.open(images);
    }
    if (!Files.exists(images)) {
      throw CommandException.usage("--images: found %s, which does not exist".formatted(images));
    }
    if (labels == null) {
      throw CommandException.usage(
          "--images: found %s, which is not a folder; an IDX file needs --labels, too"
              .formatted(images));
    }
    return IdxImages.open(images, labels, classNames == null ? known : names());
  }

  private ImageSource withTargets(Path file, List<String> known, Task task) {
    List<Path> pictures = PictureFiles.in(images);
    NumpyFile array = NumpyFile.open(file);
    List<Long> shape = array.shape();
    if (shape.size() != 2 || shape.get(0) != pictures.size() || shape.get(1) < 1) {
      throw new NumpyException(
          String.format(
              Locale.ROOT,
              "%s: found shape %s; expected [%d, outputs], a row for each picture of %s",
              file,
              shape,
              pictures.size(),
              images));
    }
    float[][] rows = array.rows(0, pictures.size()).toFloatMatrix();
    List<String> names = classNames == null ? known : names();
    if (names.isEmpty()) {
      int count = task.labels(rows[0].length);
      names = IntStream.range(0, count).mapToObj(Integer::toString).toList();
    }
    return TargetImages.of(images, pictures, names, rows);
  }

  private List<String> names() {
    Path file = Objects.requireNonNull(classNames);
    try {
      return names(Files.readString(file), file);
    } catch (CharacterCodingException e) {
      throw CommandException.failure("--class-names: %s is not text in UTF-8".formatted(file));
    } catch (IOException e) {
      throw CommandException.failure(
          "--class-names: %s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  /** A line is a class's name, and its number is that of the class. */
  private static List<String> names(String text, Path file) {
    List<String> names =
        text.replaceFirst("^" + BYTE_ORDER_MARK, "").stripTrailing().lines().toList();
    int blank = names.stream().map(String::isBlank).toList().indexOf(true);
    if (blank >= 0) {
      throw CommandException.failure(
          String.format(
              Locale.ROOT,
              "--class-names: line %d of %s is blank; expected the name of class %d",
              blank + 1,
              file,
              blank));
    }
    return names;
  }
}
