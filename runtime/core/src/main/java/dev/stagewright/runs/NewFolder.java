package dev.stagewright.runs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder of a run that begins. */
final class NewFolder {

  private NewFolder() {}

  /** Makes it, unless it is there. */
  static void make(Path path) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw RunException.failure(
          "%s: is not a folder and cannot be made one: %s".formatted(path, e), e);
    }
  }

  /** Checks that it holds nothing but the lock. */
  static void requireEmpty(Path path) {
    try (var files = Files.list(path)) {
      List<Path> found =
          files
              .map(Path::getFileName)
              .filter(name -> !name.toString().equals(RunLock.NAME))
              .toList();
      if (!found.isEmpty()) {
        throw RunException.usage(
            found.contains(Path.of(RunPlan.NAME))
                ? path + ": holds a run already. Go on with it by --resume, or name another folder"
                : "%s: is not empty, it holds %s. Name a folder for this run alone"
                    .formatted(path, found.get(0)));
      }
    } catch (IOException e) {
      throw RunException.failure("%s: cannot be read: %s".formatted(path, e), e);
    }
  }
}
