package dev.stagewright.data;

import dev.stagewright.network.InputShape;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Images in a folder with one sub-folder per class, named after the class. Classes and files are in
 * alphabetical order; names that start with a dot are left out. Images are decoded at every read,
 * so a folder may be larger than memory.
 */
public final class ImageFolder implements ImageSource {

  private record Item(Path file, int label) {}

  private final Path folder;
  private final List<String> labels;
  private final List<Item> items;

  private ImageFolder(Path folder, List<String> labels, List<Item> items) {
    this.folder = folder;
    this.labels = List.copyOf(labels);
    this.items = List.copyOf(items);
  }

  /**
   * Lists a folder.
   *
   * @param folder has one sub-folder per class, each with at least one image
   * @return the images
   * @throws DataException if it is no such folder
   */
  public static ImageFolder open(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          folder + ": is no folder; expected one that has a sub-folder of images per class");
    }
    List<String> labels = new ArrayList<>();
    List<Item> items = new ArrayList<>();
    for (Path child : visible(folder)) {
      if (!Files.isDirectory(child)) {
        continue; // a README or a list of classes beside the classes' folders
      }
      List<Path> files = visible(child);
      if (files.isEmpty()) {
        throw new DataException(
            child + ": found no image; remove the folder or put images of its class into it");
      }
      for (Path file : files) {
        if (Files.isDirectory(file)) {
          throw new DataException(
              file + ": found a folder inside a class's folder; expected images only");
        }
        items.add(new Item(file, labels.size()));
      }
      labels.add(child.getFileName().toString());
    }
    if (labels.isEmpty()) {
      throw new DataException(
          folder + ": found no sub-folder; expected one per class, with its images inside");
    }
    return new ImageFolder(folder, labels, items);
  }

  private static List<Path> visible(Path folder) {
    try (Stream<Path> children = Files.list(folder)) {
      return children
          .filter(child -> !child.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(folder + ": cannot be listed: " + e, e);
    }
  }

  @Override
  public List<String> labels() {
    return labels;
  }

  @Override
  public int size() {
    return items.size();
  }

  @Override
  public int label(int image) {
    return items.get(image).label();
  }

  @Override
  public void read(int image, InputShape shape, float[] into) {
    Pixels.read(items.get(image).file(), shape, into);
  }

  @Override
  public String name(int image) {
    return items.get(image).file().toString();
  }

  @Override
  public String description() {
    return "%s: %d images of %d classes".formatted(folder, size(), labels.size());
  }
}
