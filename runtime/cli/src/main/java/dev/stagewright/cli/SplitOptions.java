package dev.stagewright.cli;

import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Part;
import dev.stagewright.data.Split;
import dev.stagewright.data.SplitPlan;
import dev.stagewright.tasks.Task;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which images are trained on, which are for validation, which are left alone. */
final class SplitOptions {

  static final String FOLDS = "--folds";

  @Option(
      names = "--validation",
      paramLabel = "DIR|TABLE",
      description =
          "Images for validation: a folder or archive as --images, or a table of the same pictures"
              + " as --table.")
  private @Nullable Path validation;

  @Option(
      names = "--test-share",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "The share of every class set aside for testing; data split writes down which"
              + " images (default: ${DEFAULT-VALUE}).")
  private double testShare;

  @Option(
      names = "--split",
      paramLabel = "FILE",
      description = "A split that data split wrote: path,part,fold.")
  private @Nullable Path split;

  @Option(
      names = "--fold",
      paramLabel = "N",
      description = "Which fold of --split to validate on, counted from 0.")
  private @Nullable Integer fold;

  @Option(
      names = FOLDS,
      paramLabel = "K",
      description =
          "Cross-validation: train K models, each on all images but one fold's, and evaluate it on"
              + " that fold. Folds have equal shares of every class, and groups stay together. Needs"
              + " --run, whose folder gets fold-0, fold-1 and so on, and a prediction for every"
              + " image by the model that has not seen it. With --split, the folds of that file.")
  private @Nullable Integer folds;

  @Mixin private final GivenOptions given = new GivenOptions();

  /**
   * Images by what they are for.
   *
   * @param training to learn from
   * @param validation null where there are none, or the session holds out a share of its own
   * @param split which of all they are; null if it is not by a split
   */
  record Parts(ImageSource training, @Nullable ImageSource validation, @Nullable Split split) {

    /** Whether nothing is left to the session's plan. */
    boolean splitHere() {
      return validation != null || split != null;
    }

    Parts checked(UnaryOperator<ImageSource> check) {
      return new Parts(
          check.apply(training), validation == null ? null : check.apply(validation), split);
    }
  }

  /**
   * Chooses the images.
   *
   * @param share of all images for validation
   */
  Parts parts(OpenedImages opened, LabeledImages images, Task task, double share, long seed) {
    ImageSource all = opened.images();
    if (split != null) {
      given.refuse(
          "with --split, which says it",
          "--validation",
          "--validation-share",
          "--test-share",
          "--group-column");
      return ofFile(all, Split.read(split));
    }
    given.refuse("without --split", "--fold");
    if (validation != null) {
      given.refuse("with --validation, whose images are given", "--validation-share");
    }
    if (opened.split() != null) {
      return ofGiven(opened, opened.split(), images, task, share, seed);
    }
    if (validation != null) {
      ImageSource held = images.openOther(validation, task, all);
      return testShare > 0 ? withoutTest(all, held, seed) : new Parts(all, held, null);
    }
    if (share == 0 && testShare == 0) {
      given.refuse("without --validation-share or --test-share", "--group-column");
    }
    if (testShare == 0 && !images.haveGroups()) {
      return new Parts(all, null, null); // the session holds out the plan's share
    }
    Split made = Split.of(all, new SplitPlan(share, testShare, 0, seed));
    return new Parts(
        made.part(all, Part.TRAIN), share > 0 ? made.part(all, Part.VALIDATION) : null, made);
  }

  boolean hasFolds() {
    return folds != null;
  }

  /** Deals the images into the folds of --folds. */
  Split folds(OpenedImages opened, long seed) {
    int count = Objects.requireNonNull(folds);
    given.refuse(
        "with --folds, each of which is for validation once",
        "--validation",
        "--validation-share",
        "--fold");
    if (split != null) {
      given.refuse("with --split, which says it", "--test-share", "--group-column");
      Split read = Split.read(split);
      if (read.folds() != count || read.has(Part.VALIDATION)) {
        throw CommandException.usage(
            String.format(
                Locale.ROOT,
                "--folds: found %d; %s has %s%s",
                count,
                split,
                folds(read),
                read.has(Part.VALIDATION) ? " and a validation part; expected folds alone" : ""));
      }
      return read;
    }
    Split parts = opened.split();
    if (parts == null) {
      return Split.of(opened.images(), new SplitPlan(0, testShare, count, seed));
    }
    given.refuse("with images that come in parts", "--test-share", "--group-column");
    if (parts.has(Part.VALIDATION)) {
      given.refuse("with images that come with a validation part", FOLDS);
    }
    ImageSource training = parts.part(opened.images(), Part.TRAIN);
    return with(parts, Split.of(training, new SplitPlan(0, 0, count, seed)));
  }

  /** A split with some of its images in other places. */
  private static Split with(Split parts, Split others) {
    SortedMap<String, Split.Place> places = new TreeMap<>(parts.places());
    places.putAll(others.places());
    return Split.of(places);
  }

  private Parts withoutTest(ImageSource all, ImageSource held, long seed) {
    Split made = Split.of(all, new SplitPlan(0, testShare, 0, seed));
    return new Parts(made.part(all, Part.TRAIN), held, made);
  }

  private Parts ofFile(ImageSource all, Split read) {
    if (fold != null) {
      if (fold < 0 || fold >= read.folds()) {
        throw CommandException.usage(
            "--fold: found %s; %s has %s".formatted(fold, split, folds(read)));
      }
      return new Parts(read.outsideOf(all, fold), read.fold(all, fold), read);
    }
    return new Parts(
        read.part(all, Part.TRAIN),
        read.has(Part.VALIDATION) ? read.part(all, Part.VALIDATION) : null,
        read);
  }

  private static String folds(Split split) {
    return split.folds() == 0 ? "no folds" : "folds from 0 to " + (split.folds() - 1);
  }

  /** Folders that came as parts; what they lack can be taken from the images to train on. */
  private Parts ofGiven(
      OpenedImages opened, Split parts, LabeledImages images, Task task, double share, long seed) {
    ImageSource training = parts.part(opened.images(), Part.TRAIN);
    given.refuse("with images that come in parts", "--test-share", "--group-column");
    if (parts.has(Part.VALIDATION)) {
      given.refuse(
          "with images that come with a validation part", "--validation", "--validation-share");
      return new Parts(training, parts.part(opened.images(), Part.VALIDATION), parts);
    }
    if (validation != null) {
      return new Parts(training, images.openOther(validation, task, training), parts);
    }
    if (share == 0) {
      return new Parts(training, null, parts);
    }
    Split made = Split.of(training, new SplitPlan(share, 0, 0, seed));
    return new Parts(
        made.part(training, Part.TRAIN), made.part(training, Part.VALIDATION), with(parts, made));
  }
}
