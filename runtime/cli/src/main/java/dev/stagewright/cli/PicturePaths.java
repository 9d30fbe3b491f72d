package dev.stagewright.cli;

import dev.stagewright.data.PictureFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pictures that paths of a command line mean. */
final class PicturePaths {

  private PicturePaths() {}

  /** Files as they are given; of a folder all pictures in it and in the folders inside. */
  static List<Path> in(List<Path> paths) {
    return paths.stream()
        .flatMap(path -> Files.isDirectory(path) ? PictureFiles.in(path).stream() : Stream.of(path))
        .toList();
  }
}
