package dev.stagewright.cli;

import dev.stagewright.data.ExifOrientation;
import dev.stagewright.data.IdxImages;
import dev.stagewright.data.ImageFolder;
import dev.stagewright.data.ImageSource;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a network is trained on, as options of the command line. */
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
      description = "The names of an IDX file's classes, one per line (default: their numbers).")
  private @Nullable Path classNames;

  @Option(
      names = "--ignore-orientation",
      description =
          "Take pictures as they are stored, as Keras does, not as their EXIF data say that they"
              + " are to be seen. The model remembers it.")
  private boolean ignoreOrientation;

  @Mixin private final GivenOptions given = new GivenOptions();

  /** Opens the images; training needs at least two classes. */
  ImageSource open() {
    ImageSource source = source();
    if (source.labels().size() < 2) {
      throw CommandException.failure(
          "--images: found the only class %s in %s; a network learns to tell classes apart and needs at least two, each in a sub-folder of its own"
              .formatted(source.labels(), images));
    }
    return source;
  }

  /** What becomes of an orientation that images carry. */
  ExifOrientation orientation() {
    return ignoreOrientation ? ExifOrientation.IGNORED : ExifOrientation.APPLIED;
  }

  private ImageSource source() {
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
    given.refuse(
        "with the IDX file " + images + ", whose images have no orientation",
        "--ignore-orientation");
    return IdxImages.open(images, labels, names());
  }

  private List<String> names() {
    if (classNames == null) {
      return List.of();
    }
    try {
      return names(Files.readString(classNames), classNames);
    } catch (CharacterCodingException e) {
      throw CommandException.failure(
          "--class-names: %s is not text in UTF-8".formatted(classNames));
    } catch (IOException e) {
      throw CommandException.failure(
          "--class-names: %s cannot be read: %s".formatted(classNames, e.getMessage()));
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
