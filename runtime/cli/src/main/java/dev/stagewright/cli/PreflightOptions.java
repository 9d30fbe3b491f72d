package dev.stagewright.cli;

import dev.stagewright.data.BadImages;
import dev.stagewright.data.CheckedImages;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Preflight;
import picocli.CommandLine.Option;

/** What is looked at before the first step, and what is done about pictures that are bad. */
final class PreflightOptions {

  @Option(
      names = "--preflight",
      paramLabel = "whole|headers",
      defaultValue = "whole",
      description =
          "How much of every picture is read before the first step: everything, or for slow disks"
              + " headers and ends (default: ${DEFAULT-VALUE}).")
  private Preflight preflight = Preflight.WHOLE;

  @Option(
      names = "--bad-images",
      paramLabel = "fail|skip",
      defaultValue = "fail",
      description =
          "What to do about pictures that turn out to be broken, before the first step or when they"
              + " are decoded: fail, or skip them and name each one (default: ${DEFAULT-VALUE}).")
  private BadImages badImages = BadImages.FAIL;

  /** The images, looked at. */
  ImageSource checked(ImageSource images) {
    return CheckedImages.of(images, preflight, badImages);
  }

  /** What a run does about those that are bad. */
  BadImages badImages() {
    return badImages;
  }
}
