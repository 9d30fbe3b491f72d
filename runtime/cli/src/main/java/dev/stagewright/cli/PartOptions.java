package dev.stagewright.cli;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Part;
import dev.stagewright.data.Split;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which part of split images is looked at. */
final class PartOptions {

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description = "The split that the model was trained with.")
  private @Nullable Path split;

  @Option(
      names = "--part",
      paramLabel = "train|validation|test",
      description =
          "Of images in given folders, or with --split (default: test if there is one, else"
              + " validation).")
  private @Nullable Part part;

  @Mixin private final GivenOptions given = new GivenOptions();

  /** The split of the file, or else of the given folders; may be null. */
  @Nullable Split split(OpenedImages opened) {
    return split == null ? opened.split() : Split.read(split);
  }

  ImageSource of(OpenedImages opened) {
    Split found = split(opened);
    if (found == null) {
      given.refuse("with images that are not split; give --split", "--part");
      return opened.images();
    }
    Part wanted = part != null ? part : found.has(Part.TEST) ? Part.TEST : Part.VALIDATION;
    return found.part(opened.images(), wanted);
  }
}
