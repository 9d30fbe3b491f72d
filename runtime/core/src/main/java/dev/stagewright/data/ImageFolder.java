package dev.stagewright.data;

import dev.stagewright.storage.Storage;
import dev.stagewright.storage.StoredFile;
import dev.stagewright.storage.StoredFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Images in a folder with one sub-folder per class, named after the class. Classes and files are in
 * alphabetical order, but classes whose names are numbers come first, by value. Images are decoded
 * at every read, so a folder may be larger than memory.
 *
 * <p>Instead of the folder there may be a zip, tar or tar.gz archive of one; a single folder around
 * everything in it does not count.
 *
 * <p>Files are images if their names end as those of pictures do ({@link
 * dev.stagewright.pictures.PictureFormat}), or have no suffix but start as a picture does. Other
 * files, and all whose names start with a dot, are left out; {@link #description} tells how many.
 */
public final class ImageFolder extends FileImages {

  private static final int SHOWN_SUFFIXES = 5;

  private final String folder;
  private final List<String> labels;
  private final List<Integer> classes;
  private final Map<String, Integer> ignored;

  /**
   * Takes what {@link FolderListing} found.
   *
   * @param classes the index of each file's class
   * @param ignored numbers of files that are not images, by suffix
   */
  ImageFolder(
      String folder,
      List<String> labels,
      List<StoredFile> files,
      List<Integer> classes,
      Map<String, Integer> ignored) {
    super(files);
    this.folder = folder;
    this.labels = List.copyOf(labels);
    this.classes = List.copyOf(classes);
    this.ignored = ignored;
  }

  /**
   * Lists a folder.
   *
   * @param folder has one sub-folder per class, each with at least one image; or an archive of such
   * @return the images
   * @throws DataException if it is not such a folder, or classes' names cannot be told apart
   * @throws dev.stagewright.storage.StorageException if an archive cannot be opened
   */
  public static ImageFolder open(Path folder) {
    if (!Storage.isStorage(folder)) {
      throw new DataException(
          folder + ": is not a folder; expected one that has a sub-folder of images per class");
    }
    return open(Storage.open(folder));
  }

  /**
   * Lists a folder.
   *
   * @param folder has one sub-folder per class, each with at least one image
   * @return the images
   * @throws DataException if it is not such a folder, or classes' names cannot be told apart
   */
  public static ImageFolder open(StoredFolder folder) {
    StoredFolder stored = unwrapped(folder);
    SortedMap<String, Integer> ignored = new TreeMap<>();
    var classes = FolderListing.list(stored, ignored);
    ClassFiles files = new ClassFiles(List.copyOf(classes.keySet()));
    files.add(classes);
    return new ImageFolder(stored.name(), files.labels(), files.files(), files.classes(), ignored);
  }

  /** Without the single folder that many archives have around everything. */
  static StoredFolder unwrapped(StoredFolder stored) {
    StoredFolder folder = stored;
    while (folder.onDisk() == null && folder.folders().size() == 1) {
      StoredFolder only = folder.folders().get(0);
      if (only.folders().isEmpty()) {
        return folder;
      }
      folder = only;
    }
    return folder;
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public int label(int image) {
    return classes.get(image);
  }

  /** Folder, number of images and classes, and how many files were left out, by suffix. */
  @Override
  public String description() {
    String found =
        String.format(Locale.ROOT, "%s: %d images of %d classes", folder, size(), labels.size());
    int others = ignored.values().stream().mapToInt(Integer::intValue).sum();
    if (others == 0) {
      return found;
    }
    String suffixes =
        ignored.entrySet().stream()
            .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
            .limit(SHOWN_SUFFIXES)
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    String more = ignored.size() > SHOWN_SUFFIXES ? ", ..." : "";
    return String.format(
        Locale.ROOT, "%s; %d other file(s) ignored: %s%s", found, others, suffixes, more);
  }
}
