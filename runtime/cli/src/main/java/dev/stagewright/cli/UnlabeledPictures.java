package dev.stagewright.cli;

import dev.stagewright.data.LocatedPicture;
import dev.stagewright.storage.Storage;
import dev.stagewright.storage.StoredFolder;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Pictures to predict, as parameters and options of the command line. */
final class UnlabeledPictures {

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description =
          "JPEG, PNG, BMP, TIFF, WebP, GIF or PNM files; folders, zip, tar and tar.gz archives with"
              + " such; IDX and .npy (uint8) files of images.")
  private List<Path> paths = List.of();

  @Mixin private final AxesOption axes = new AxesOption();
  @Mixin private final TableFileOptions table = new TableFileOptions();
  @Mixin private final GivenOptions given = new GivenOptions();

  /** Refuses all of it where something else is read. */
  void refuse(String reason) {
    given.refuse(
        reason, AxesOption.NAME, TableFileOptions.TABLE, "--path-column", "--suffix", "--encoding");
    if (!paths.isEmpty()) {
      throw CommandException.usage(
          "%s: has no effect with --network, which takes --input".formatted(paths.get(0)));
    }
  }

  /** Refuses a command line without pictures. */
  void require() {
    if (paths.isEmpty()) {
      throw CommandException.usage("--model: needs at least one PATH, too");
    }
    if (!table.has()) {
      table.requireTable();
    } else if (paths.size() > 1 || !Storage.isStorage(paths.get(0))) {
      throw CommandException.usage(
          "--table: found the pictures %s; expected one folder or archive that has those of the table"
              .formatted(paths));
    }
    boolean hasArray = paths.stream().anyMatch(path -> path.toString().endsWith(".npy"));
    if (!hasArray) {
      given.refuse("without a .npy file", AxesOption.NAME);
    }
  }

  /** All of them, a folder's in alphabetical order, a table's in its own. */
  List<LocatedPicture> open() {
    if (table.has()) {
      Path place = paths.get(0);
      StoredFolder images = Storage.open(place);
      return LocatedPicture.in(table.read(images), place, images, table.columns());
    }
    return paths.stream().flatMap(path -> LocatedPicture.in(path, axes.axes()).stream()).toList();
  }
}
