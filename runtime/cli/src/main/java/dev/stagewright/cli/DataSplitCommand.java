package dev.stagewright.cli;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Part;
import dev.stagewright.data.Split;
import dev.stagewright.data.SplitPlan;
import dev.stagewright.errors.Printable;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code stagewright data split}. */
@Command(
    name = "split",
    description =
        "Splits images at random, every class by the same share and groups as a whole,"
            + " and writes the result as path,part,fold, for train --split and evaluate"
            + " --split.")
final class DataSplitCommand implements Runnable {

  private final PrintWriter out;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      required = true,
      description =
          "Where to write the split, for example split.csv; an existing file is replaced.")
  private Path output = Path.of("");

  @Option(
      names = "--validation-share",
      paramLabel = "SHARE",
      defaultValue = "0",
      description = "The share of every class for validation (default: ${DEFAULT-VALUE}).")
  private double validationShare;

  @Option(
      names = "--test-share",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "The share of every class that is left for testing (default: ${DEFAULT-VALUE}).")
  private double testShare;

  @Option(
      names = "--folds",
      paramLabel = "K",
      defaultValue = "0",
      description =
          "Divide the images that are not for testing into K folds; train --fold validates"
              + " on one of them.")
  private int folds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description = "The same seed makes the same split (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Mixin private final LabeledImages images = new LabeledImages();
  @Mixin private final TaskOption task = new TaskOption();

  DataSplitCommand(PrintWriter out) {
    this.out = out;
  }

  @Override
  public void run() {
    SplitPlan plan = new SplitPlan(validationShare, testShare, folds, seed);
    if (validationShare == 0 && testShare == 0 && folds == 0) {
      throw CommandException.usage(
          "--validation-share, --test-share, --folds: found none; give at least one of them");
    }
    ImageSource source = task.open(images).images();
    out.println(Printable.of(source.description()));
    Split split = Split.of(source, plan);
    split.write(output);
    for (Part part : Part.values()) {
      long count = split.places().values().stream().filter(place -> place.part() == part).count();
      out.printf(Locale.ROOT, "%-12s %d%n", part, count);
    }
    if (folds > 0) {
      out.printf(Locale.ROOT, "%-12s %d%n", "folds", folds);
    }
    out.printf(Locale.ROOT, "%-12s %s%n", "SHA-256", split.digest());
    out.println("Saved " + Printable.of(output.toString()));
  }
}
