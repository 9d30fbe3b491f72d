package dev.stagewright.data;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.pictures.PictureFormat;
import dev.stagewright.storage.Storage;
import dev.stagewright.storage.StoredFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Pictures without labels, to predict. */
public final class FlatImages extends FileImages {

  private final String place;

  private FlatImages(List<StoredFile> files, String place) {
    super(files);
    this.place = place;
  }

  /**
   * All pictures of a folder and of the folders inside. What starts with a dot is left out, and so
   * are files that {@link ImageFolder} leaves out.
   *
   * @param place a folder, or a zip, tar or tar.gz archive
   * @return at least one picture, in alphabetical order
   * @throws DataException if there is none
   * @throws dev.stagewright.storage.StorageException if it cannot be opened or listed
   */
  public static FlatImages open(Path place) {
    List<StoredFile> files =
        Storage.open(place).allFiles().stream().filter(PictureFiles::isPicture).toList();
    if (files.isEmpty()) {
      throw new DataException(
          "%s: found no picture; expected %s files".formatted(place, PictureFormat.all()));
    }
    return new FlatImages(files, place.toString());
  }

  static FlatImages of(List<Path> files, String place) {
    return new FlatImages(files.stream().map(Storage::file).toList(), place);
  }

  @Override
  public List<String> labels() {
    return List.of();
  }

  @Override
  public int label(int image) {
    throw new DataException(
        Kind.USAGE, name(image) + ": has no class; give a folder per class, or a table");
  }

  @Override
  public int stratum(int image) {
    return 0;
  }

  @Override
  public String description() {
    return String.format(Locale.ROOT, "%s: %d images without labels", place, size());
  }
}
