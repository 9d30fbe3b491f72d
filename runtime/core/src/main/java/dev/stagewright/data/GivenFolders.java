package dev.stagewright.data;

import dev.stagewright.errors.Printable;
import dev.stagewright.storage.Storage;
import dev.stagewright.storage.StoredFile;
import dev.stagewright.storage.StoredFolder;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Images that come split, in folders named {@code train}, {@code validation} (or {@code val},
 * {@code valid}) and {@code test}, in any case, with a folder per class in each. They are taken for
 * parts, not for classes, where there is no other folder beside them, {@code train} is there, and
 * it holds folders.
 */
public final class GivenFolders {

  private GivenFolders() {}

  /**
   * Looks for given folders.
   *
   * @param place a folder, or a zip, tar or tar.gz archive
   * @return the images of all parts, or empty if its folders are not parts
   * @throws DataException if its folders are parts, but not each has a folder per class, or one has
   *     classes that {@code train} lacks
   * @throws dev.stagewright.storage.StorageException if it cannot be opened or listed
   */
  public static Optional<SplitImages> find(Path place) {
    return find(Storage.open(place));
  }

  /**
   * Looks for given folders.
   *
   * @param place a folder
   * @return the images of all parts, or empty if its folders are not parts
   * @throws DataException if its folders are parts, but not each has a folder per class, or one has
   *     classes that {@code train} lacks
   */
  public static Optional<SplitImages> find(StoredFolder place) {
    StoredFolder root = ImageFolder.unwrapped(place);
    Map<Part, StoredFolder> parts = new EnumMap<>(Part.class);
    for (StoredFolder folder : root.folders()) {
      if (FolderListing.isHidden(folder)) {
        continue;
      }
      Part part = Part.ofFolder(folder.folderName()).orElse(null);
      if (part == null || parts.put(part, folder) != null) {
        return Optional.empty();
      }
    }
    StoredFolder train = parts.get(Part.TRAIN);
    return train == null || train.folders().isEmpty()
        ? Optional.empty()
        : Optional.of(read(root, parts, train));
  }

  private static SplitImages read(
      StoredFolder root, Map<Part, StoredFolder> parts, StoredFolder train) {
    SortedMap<String, Integer> ignored = new TreeMap<>();
    root.files().forEach(file -> FolderListing.count(file, ignored));
    SortedMap<String, List<StoredFile>> training = FolderListing.list(train, ignored);
    List<String> labels = List.copyOf(training.keySet());
    ClassFiles files = new ClassFiles(labels);
    Map<String, Split.Place> places = new TreeMap<>();
    parts.forEach(
        (part, folder) -> {
          if (folder.folders().isEmpty()) {
            throw new DataException(
                "%s: found no folders of classes, as %s has; move it elsewhere, and predict its pictures separately"
                    .formatted(folder.name(), train.name()));
          }
          Map<String, List<StoredFile>> found =
              part == Part.TRAIN ? training : FolderListing.list(folder, ignored);
          requireKnown(folder, found, labels);
          files.add(found);
          found.values().stream()
              .flatMap(List::stream)
              .forEach(file -> places.put(file.path(), new Split.Place(part, Split.NO_FOLD)));
        });
    ImageSource all = new ImageFolder(root.name(), labels, files.files(), files.classes(), ignored);
    return new SplitImages(all, Split.of(places));
  }

  private static void requireKnown(
      StoredFolder folder, Map<String, List<StoredFile>> found, List<String> labels) {
    List<String> unknown = found.keySet().stream().filter(each -> !labels.contains(each)).toList();
    if (!unknown.isEmpty()) {
      throw new DataException(
          "%s: found the class(es) %s, which the folder to train on lacks; it has %s"
              .formatted(
                  folder.name(),
                  unknown.stream().map(Printable::of).collect(Collectors.joining(", ")),
                  Printable.of(String.join(", ", labels))));
    }
  }
}
