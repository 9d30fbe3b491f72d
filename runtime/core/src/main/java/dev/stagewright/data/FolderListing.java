package dev.stagewright.data;

import dev.stagewright.errors.Printable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Goes through the sub-folders of an {@link ImageFolder}. */
final class FolderListing {

  private final Path folder;
  private final List<String> labels = new ArrayList<>();
  private final List<ImageFolder.Item> items = new ArrayList<>();

  /** Numbers of files that are not images, by suffix. */
  private final Map<String, Integer> ignored = new TreeMap<>();

  /** The folder of each class, by its name in one of the forms that accents have. */
  private final Map<String, Path> classes = new HashMap<>();

  FolderListing(Path folder) {
    this.folder = folder;
  }

  ImageFolder list() {
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          folder + ": is not a folder; expected one that has a sub-folder of images per class");
    }
    for (Path child : children(folder)) {
      if (PictureFiles.isHidden(child) || !Files.isDirectory(child)) {
        ignore(child); // a README or a list of classes beside the classes' folders
      } else {
        addClass(child);
      }
    }
    if (labels.isEmpty()) {
      throw new DataException(
          folder + ": found no sub-folder; expected one per class, with its images inside");
    }
    return new ImageFolder(folder, labels, items, ignored);
  }

  private void addClass(Path child) {
    int before = items.size();
    for (Path file : children(child)) {
      if (PictureFiles.isHidden(file)) {
        ignore(file);
      } else if (Files.isDirectory(file)) {
        throw new DataException(
            file + ": found a folder inside a class's folder; expected images only");
      } else if (PictureFiles.isPicture(file)) {
        items.add(new ImageFolder.Item(file, labels.size()));
      } else {
        ignore(file);
      }
    }
    if (items.size() == before) {
      throw new DataException(
          child + ": found no image; remove the folder or put images of its class into it");
    }
    labels.add(label(child));
  }

  private String label(Path child) {
    String name = child.getFileName().toString();
    if (!isDecodable(child)) {
      String encoding = System.getProperty("sun.jnu.encoding", "");
      throw new DataException(
          encoding.equalsIgnoreCase("UTF-8")
              ? "%s: the folder's name is not valid UTF-8, so that its class has no name; rename it"
                  .formatted(child)
              : "%s: the folder's name has characters that Java cannot read in this locale (encoding %s), so that its class has no name; set LC_ALL=C.UTF-8"
                  .formatted(child, encoding));
    }
    Path same = classes.putIfAbsent(Normalizer.normalize(name, Normalizer.Form.NFC), child);
    if (same != null) {
      throw new DataException(
          "%s: found two folders of this name, whose accents are encoded differently; merge or rename them"
              .formatted(child));
    }
    return name;
  }

  /** Whether a name's bytes can be had back from its characters. */
  private static boolean isDecodable(Path path) {
    try {
      return path.resolveSibling(path.getFileName().toString()).equals(path);
    } catch (InvalidPathException e) {
      return false;
    }
  }

  private void ignore(Path file) {
    if (!Files.isDirectory(file)) {
      String suffix = PictureFiles.suffix(file);
      ignored.merge(suffix == null ? "without suffix" : Printable.of(suffix), 1, Integer::sum);
    }
  }

  private static List<Path> children(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children.sorted().toList();
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(folder + ": cannot be listed: " + e, e);
    }
  }
}
