package dev.stagewright.data;

import dev.stagewright.errors.Printable;
import dev.stagewright.storage.StoredFile;
import dev.stagewright.storage.StoredFolder;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Goes through the sub-folders of an {@link ImageFolder}. */
final class FolderListing {

  /** The pictures of each class. */
  private final SortedMap<String, List<StoredFile>> classes = new TreeMap<>(ClassNames.ORDER);

  /** Numbers of files that are not images, by suffix. */
  private final SortedMap<String, Integer> ignored;

  /** Names of classes, in one of the forms that accents have. */
  private final Map<String, StoredFolder> known = new HashMap<>();

  private FolderListing(SortedMap<String, Integer> ignored) {
    this.ignored = ignored;
  }

  /**
   * Lists the classes of a folder.
   *
   * @param ignored receives the numbers of files that are not images, by suffix
   */
  static SortedMap<String, List<StoredFile>> list(
      StoredFolder folder, SortedMap<String, Integer> ignored) {
    FolderListing listing = new FolderListing(ignored);
    folder.files().forEach(file -> count(file, ignored)); // a README or a list of classes
    folder.folders().stream().filter(child -> !isHidden(child)).forEach(listing::addClass);
    if (listing.classes.isEmpty()) {
      boolean flat = folder.files().stream().anyMatch(PictureFiles::isPicture);
      throw new DataException(
          "%s: found no sub-folder; expected one per class, with its images inside%s"
              .formatted(folder.name(), flat ? ", or a table of labels (--table)" : ""));
    }
    return listing.classes;
  }

  static boolean isHidden(StoredFolder folder) {
    return folder.folderName().startsWith(".");
  }

  private void addClass(StoredFolder child) {
    List<StoredFile> pictures = new ArrayList<>();
    for (StoredFile file : child.files()) {
      if (!file.fileName().startsWith(".") && PictureFiles.isPicture(file)) {
        pictures.add(file);
      } else {
        count(file, ignored);
      }
    }
    for (StoredFolder inner : child.folders()) {
      if (!isHidden(inner)) {
        throw new DataException(
            inner.name() + ": found a folder inside a class's folder; expected images only");
      }
    }
    if (pictures.isEmpty()) {
      throw new DataException(
          child.name() + ": found no image; remove the folder or put images of its class into it");
    }
    classes.put(label(child), pictures);
  }

  private String label(StoredFolder child) {
    String name = child.folderName();
    if (!isDecodable(child.onDisk())) {
      String encoding = System.getProperty("sun.jnu.encoding", "");
      throw new DataException(
          encoding.equalsIgnoreCase("UTF-8")
              ? "%s: the folder's name is not valid UTF-8, so that its class has no name; rename it"
                  .formatted(child.name())
              : "%s: the folder's name has characters that Java cannot read in this locale (encoding %s), so that its class has no name; set LC_ALL=C.UTF-8"
                  .formatted(child.name(), encoding));
    }
    StoredFolder same = known.putIfAbsent(Normalizer.normalize(name, Normalizer.Form.NFC), child);
    if (same != null) {
      throw new DataException(
          "%s: found two folders of this name, whose accents are encoded differently; merge or rename them"
              .formatted(child.name()));
    }
    return name;
  }

  /** Whether a name's bytes can be had back from its characters. */
  private static boolean isDecodable(@Nullable Path path) {
    try {
      return path == null || path.resolveSibling(path.getFileName().toString()).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  /** Counts a file that is not an image. */
  static void count(StoredFile file, SortedMap<String, Integer> ignored) {
    String suffix = PictureFiles.suffix(file.fileName());
    ignored.merge(suffix == null ? "without suffix" : Printable.of(suffix), 1, Integer::sum);
  }
}
