package dev.stagewright.data;

import dev.stagewright.storage.Storage;
import dev.stagewright.storage.StoredFolder;
import dev.stagewright.tables.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A picture without a label, with what identifies it in a table of predictions.
 *
 * @param path of its file, or of the archive or array that it is in, with its place there
 * @param picture the picture
 */
public record LocatedPicture(String path, NamedPicture picture) {

  /**
   * A picture file.
   *
   * @param file of any of the formats
   * @return identified by its path
   */
  public static LocatedPicture of(Path file) {
    return new LocatedPicture(file.toString(), NamedPicture.of(file));
  }

  /**
   * The pictures that a path means: a picture file itself; all pictures of a folder, or of a zip,
   * tar or tar.gz archive, and of folders inside; the images of an IDX file, or of a .npy file of
   * uint8.
   *
   * @param path of any of these
   * @param axes the order of a .npy file's axes; null to guess it where only one is possible
   * @return at least one picture, in alphabetical order or that of an array. A file that cannot be
   *     read is among them
   * @throws DataException if a folder or archive has no picture, or an array cannot be read
   */
  public static List<LocatedPicture> in(Path path, @Nullable Axes axes) {
    if (Files.isDirectory(path)) {
      return PictureFiles.in(path).stream().map(LocatedPicture::of).toList();
    }
    if (Storage.isStorage(path)) {
      return of(path, FlatImages.open(path));
    }
    if (String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(".npy")) {
      return of(path, NumpyImages.unlabeled(path, axes));
    }
    return IdxFile.isImages(path) ? of(path, IdxImages.unlabeled(path)) : List.of(of(path));
  }

  /**
   * The pictures that a table names.
   *
   * @param table a row a picture
   * @param place the pictures' folder or archive
   * @param images the same, opened
   * @param columns which column names them, and what its fields lack; those of labels do not count
   * @return one for each row, in the table's order
   * @throws DataException if rows and pictures do not fit
   */
  public static List<LocatedPicture> in(
      Table table, Path place, StoredFolder images, TableColumns columns) {
    return of(place, ImageTable.unlabeled(table, images, columns));
  }

  private static List<LocatedPicture> of(Path place, ImageSource source) {
    return IntStream.range(0, source.size())
        .mapToObj(
            image ->
                new LocatedPicture(
                    place + "/" + source.path(image), NamedPicture.of(source, image)))
        .toList();
  }
}
