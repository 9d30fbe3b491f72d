package dev.stagewright.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads paths. An empty one would be the current folder, which nobody means by it. */
final class Paths implements ITypeConverter<Path> {

  @Override
  public Path convert(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("found an empty path");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "\"%s\" is not a path here: %s. If it has letters beyond ASCII, set a locale with UTF-8, for example LC_ALL=C.UTF-8"
              .formatted(text, e.getReason()));
    }
  }
}
