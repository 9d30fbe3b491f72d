package dev.stagewright.cli;

import dev.stagewright.data.BadImages;
import dev.stagewright.data.CheckedImages;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Preflight;
import dev.stagewright.data.SkippedImages;
import dev.stagewright.training.TrainingSession;
import java.io.PrintWriter;
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
          "What is done about pictures that this shows to be broken: nothing starts, or they are"
              + " left out and told (default: ${DEFAULT-VALUE}).")
  private BadImages badImages = BadImages.FAIL;

  private final SkippedImages skipped = new SkippedImages();

  /** The images that can be read. */
  ImageSource checked(ImageSource images) {
    return CheckedImages.of(images, preflight, badImages, skipped);
  }

  /** Tells what was left out. */
  void report(PrintWriter out) {
    if (skipped.size() > 0) {
      out.println(skipped);
    }
  }

  /** Has the model remember how many were left out. */
  void note(TrainingSession session) {
    if (badImages == BadImages.SKIP) {
      session.note("skippedImages", Integer.toString(skipped.size()));
    }
  }
}
