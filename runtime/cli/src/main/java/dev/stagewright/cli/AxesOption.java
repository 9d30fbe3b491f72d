package dev.stagewright.cli;

import dev.stagewright.data.Axes;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How NumPy arrays of images are read. */
final class AxesOption {

  static final String NAME = "--axes";

  @Option(
      names = NAME,
      paramLabel = "NHWC|NCHW|NHW",
      description =
          "The order of the axes of a NumPy array: channels last, channels first, gray (default:"
              + " the only possible one).")
  private @Nullable Axes axes;

  @Nullable Axes axes() {
    return axes;
  }
}
