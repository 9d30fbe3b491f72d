package dev.stagewright.cli;

import dev.stagewright.data.GivenFolders;
import dev.stagewright.data.IdxImages;
import dev.stagewright.data.ImageFolder;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.NumpyArchive;
import dev.stagewright.data.NumpyImages;
import dev.stagewright.data.OrderedLabels;
import dev.stagewright.data.Part;
import dev.stagewright.data.PictureFiles;
import dev.stagewright.data.SplitImages;
import dev.stagewright.data.TargetImages;
import dev.stagewright.files.NumpyException;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.storage.Storage;
import dev.stagewright.storage.StoredFolder;
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
      paramLabel = "DIR|ZIP|IDX|NPY",
      required = true,
      description =
          "A folder with a sub-folder of images per class, or with such folders in train,"
              + " validation and test; a zip, tar or tar.gz archive of one; an IDX file, .npy"
              + " (uint8) or .npz file of images.")
  private Path images = Path.of("");

  @Option(
      names = "--labels",
      paramLabel = "IDX|NPY",
      description = "The labels of an IDX or .npy file of images.")
  private @Nullable Path labels;

  @Option(
      names = "--class-names",
      paramLabel = "FILE",
      description =
          "The names of the classes of an IDX or NumPy file, or of the targets, one per line"
              + " (default: their numbers).")
  private @Nullable Path classNames;

  @Option(
      names = "--targets",
      paramLabel = "Y.npy",
      description =
          "Numbers beside a folder's pictures in alphabetical order, float32 of [N, outputs]:"
              + " 1 and 0 for several labels, or for yes and no; values for regression.")
  private @Nullable Path targets;

  private @Nullable StoredFolder storage;

  @Mixin private final AxesOption axes = new AxesOption();
  @Mixin private final TableOptions table = new TableOptions();
  @Mixin private final GivenOptions given = new GivenOptions();

  /** What --images leads to. */
  private enum Form {
    STORAGE,
    NPZ,
    NPY,
    IDX
  }

  /** Opens images for a task. */
  OpenedImages open(Task task) {
    return open(task, List.of());
  }

  /** Opens images of labels that a model knows, in its order. */
  OpenedImages open(TrainedModel model) {
    List<String> known = model.labels();
    Task task = model.coding().task();
    boolean numbered = !Files.isDirectory(images) && form() != Form.STORAGE;
    if (numbered && task == Task.BINARY && classNames == null && !known.contains("0")) {
      throw CommandException.usage(
          "--class-names: needed, since the model has names, %s, for the IDX file's numbers"
              .formatted(String.join(" and ", known)));
    }
    boolean byNumber = !table.has() && targets == null && known.contains("0");
    OpenedImages opened = open(task, byNumber ? List.of() : known);
    return haveTargets(task) ? opened : opened.ordered(known);
  }

  /** Opens other images, such as those for validation, which have the same labels. */
  ImageSource openOther(Path other, Task task, ImageSource first) {
    boolean isTable = !Storage.isStorage(other);
    if (!Files.exists(other)) {
      throw CommandException.usage("--validation: found %s, which does not exist".formatted(other));
    }
    if (isTable && !table.has()) {
      throw CommandException.usage(
          "--validation: found %s, which is not a folder; a table needs --table, too"
              .formatted(other));
    }
    if (isTable) {
      ImageSource opened = table.open(other, storage(), task, first.labels());
      return haveTargets(task) ? opened : OrderedLabels.of(opened, first.labels());
    }
    return OrderedLabels.of(ImageFolder.open(other), first.labels());
  }

  /** Whether images have a row of numbers beside them instead of one class each. */
  boolean haveTargets(Task task) {
    return targets != null || table.hasRows(task);
  }

  /** Whether images belong to groups that a split must not divide. */
  boolean haveGroups() {
    return table.hasGroups();
  }

  /** Refuses options of what pictures in files may have and arrays do not. */
  void refuseForArrays(String reason, String... options) {
    if (form() != Form.STORAGE) {
      String kind = form() == Form.IDX ? "IDX" : "NumPy";
      given.refuse("with the %s file %s, %s".formatted(kind, images, reason), options);
    }
  }

  private Form form() {
    if (!Files.exists(images)) {
      throw CommandException.usage("--images: found %s, which does not exist".formatted(images));
    }
    String name = String.valueOf(images.getFileName()).toLowerCase(Locale.ROOT);
    if (Files.isRegularFile(images) && name.endsWith(".npz")) {
      return Form.NPZ;
    }
    if (Files.isRegularFile(images) && name.endsWith(".npy")) {
      return Form.NPY;
    }
    return Storage.isStorage(images) ? Form.STORAGE : Form.IDX;
  }

  private OpenedImages open(Task task, List<String> known) {
    Form form = form();
    if (form == Form.STORAGE || form == Form.IDX) {
      given.refuse("with %s, which is not a NumPy array".formatted(images), AxesOption.NAME);
    }
    if (table.has()) {
      given.refuse("with --table, which takes its place", "--labels", "--class-names", "--targets");
      return new OpenedImages(table.open(storage(), task, known), null);
    }
    table.requireTable();
    if (targets != null) {
      given.refuse("with --targets, which take its place", "--labels");
      return new OpenedImages(withTargets(targets, known, task), null);
    }
    return switch (form) {
      case STORAGE -> stored();
      case NPZ -> {
        given.refuse("with " + images + ", which holds its labels", "--labels");
        SplitImages found = NumpyArchive.open(images, names(known), axes.axes());
        boolean isSplit = found.split().has(Part.VALIDATION) || found.split().has(Part.TEST);
        yield new OpenedImages(found.images(), isSplit ? found.split() : null);
      }
      case NPY ->
          new OpenedImages(
              NumpyImages.open(images, labels("a .npy file"), names(known), axes.axes()), null);
      case IDX ->
          new OpenedImages(IdxImages.open(images, labels("an IDX file"), names(known)), null);
    };
  }

  private OpenedImages stored() {
    given.refuse(
        "with the folder " + images + ", whose classes are its sub-folders",
        "--labels",
        "--class-names");
    return GivenFolders.find(storage())
        .map(found -> new OpenedImages(found.images(), found.split()))
        .orElseGet(() -> new OpenedImages(ImageFolder.open(storage()), null));
  }

  /** Opened once: a gzipped archive is expanded for it. */
  private StoredFolder storage() {
    if (storage == null) {
      storage = Storage.open(images);
    }
    return storage;
  }

  private Path labels(String what) {
    if (labels == null) {
      throw CommandException.usage(
          "--images: found %s, which is not a folder; %s needs --labels, too"
              .formatted(images, what));
    }
    return labels;
  }

  private List<String> names(List<String> known) {
    return classNames == null ? known : names();
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
    List<String> names = names(known);
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
