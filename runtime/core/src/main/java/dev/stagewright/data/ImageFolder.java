package dev.stagewright.data;

import dev.stagewright.errors.Printable;
import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.pictures.Picture;
import dev.stagewright.pictures.PictureDecoder;
import dev.stagewright.pictures.PictureException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Images in a folder with one sub-folder per class, named after the class. Classes and files are in
 * alphabetical order. Images are decoded at every read, so a folder may be larger than memory.
 *
 * <p>Files are images if their names end as those of pictures do ({@link
 * dev.stagewright.pictures.PictureFormat}), or have no suffix but start as a picture does. Other
 * files, and all whose names start with a dot, are left out; {@link #description} tells how many.
 */
public final class ImageFolder implements ImageSource {

  private static final int SHOWN_SUFFIXES = 5;

  /** An image's file and the index of its class. */
  record Item(Path file, int label) {}

  private final Path folder;
  private final List<String> labels;
  private final List<Item> items;
  private final Map<String, Integer> ignored;

  /** Takes what {@link FolderListing} found; the ignored files are counted by suffix. */
  ImageFolder(Path folder, List<String> labels, List<Item> items, Map<String, Integer> ignored) {
    this.folder = folder;
    this.labels = List.copyOf(labels);
    this.items = List.copyOf(items);
    this.ignored = ignored;
  }

  /**
   * Lists a folder.
   *
   * @param folder has one sub-folder per class, each with at least one image
   * @return the images
   * @throws DataException if it is not such a folder, or classes' names cannot be told apart
   */
  public static ImageFolder open(Path folder) {
    return new FolderListing(folder).list();
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
  public Picture picture(int image) {
    return NamedPicture.of(items.get(image).file()).decode();
  }

  @Override
  public @Nullable String fault(int image) {
    Path file = items.get(image).file();
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      return name(image) + ": is not a regular file; remove it";
    }
    try {
      PictureDecoder.check(file);
      return null;
    } catch (PictureException e) {
      if (e.kind() == Kind.USAGE) {
        throw e; // a setting's fault, not the picture's
      }
      return name(image) + ": " + e.getMessage();
    } catch (IOException e) {
      return name(image) + ": cannot be read: " + e;
    }
  }

  @Override
  public String path(int image) {
    Path file = items.get(image).file();
    Path relative = file.startsWith(folder) ? folder.relativize(file) : file;
    return relative.toString().replace(File.separatorChar, '/');
  }

  @Override
  public long fileSize(int image) {
    Path file = items.get(image).file();
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read: " + e, e);
    }
  }

  @Override
  public String name(int image) {
    return Printable.of(items.get(image).file().toString());
  }

  /** Folder, number of images and classes, and how many files were left out, by suffix. */
  @Override
  public String description() {
    String found =
        String.format(
            Locale.ROOT, "%s: %d images of %d classes", folder, items.size(), labels.size());
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
