package dev.stagewright.cli;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.training.TrainingPlan;
import dev.stagewright.training.TrainingPlanBuilder;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a training does, as options of the command line. */
final class PlanOptions {

  @Mixin private final LengthOptions length = new LengthOptions();

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Images per step (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--validation-share",
      paramLabel = "SHARE",
      defaultValue = "0",
      description =
          "The share of every class held out for validation, below 1 (default: ${DEFAULT-VALUE}).")
  private double validationShare;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Seed of the shuffling and the split; the network's own is --option seed (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--no-shuffle", description = "Use the images in the same order in every epoch.")
  private boolean inOrder;

  @Option(
      names = "--keras-running-variance",
      description = "Correct batch normalization's running variance as Keras 2 does.")
  private boolean kerasRunningVariance;

  @Option(
      names = "--reestimate-statistics",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Before validating and saving, estimate the normalizations' means and variances"
              + " anew from N batches of training images. Their moving averages lag behind in"
              + " short training runs.")
  private int reestimateStatistics;

  @Mixin private final OptimizerOptions optimizer = new OptimizerOptions();
  @Mixin private final LossArguments loss = new LossArguments();

  @Option(
      names = "--tune-thresholds",
      paramLabel = "BETA",
      defaultValue = "0",
      description =
          "For several labels, or yes and no: instead of 0.5, use the threshold for each"
              + " label that gives the largest F-beta on the validation images; 1 for F1.")
  private double thresholdBeta;

  @Option(
      names = "--standardize-targets",
      description =
          "For regression: scale the targets to mean 0 and standard deviation 1 for training; predictions are scaled back.")
  private boolean standardizeTargets;

  @Mixin private final AugmentOptions augmentation = new AugmentOptions();
  @Mixin private final FineTuningOptions fineTuning = new FineTuningOptions();
  @Mixin private final GivenOptions given = new GivenOptions();

  LengthOptions length() {
    return length;
  }

  /**
   * The plan.
   *
   * @param base what holds where no option says otherwise
   */
  TrainingPlan toPlan(TrainingPlan base) {
    Augmentation augmented = augmentation.over(base.augmentation());
    double share = given.or("--validation-share", validationShare, base.validationShare());
    boolean splits = share > 0 || given.has("--test-share") || given.has(SplitOptions.FOLDS);
    if (inOrder && !splits && !augmented.draws()) {
      given.refuse("with --no-shuffle and without --validation-share or --augment", "--seed");
    }
    TrainingPlanBuilder plan = base.toBuilder();
    length.applyTo(plan);
    optimizer.applyTo(plan, base);
    int batch = GivenOptions.atLeast(1, "--batch-size", batchSize);
    int batches = GivenOptions.atLeast(0, "--reestimate-statistics", reestimateStatistics);
    return plan.batchSize(given.or("--batch-size", batch, base.batchSize()))
        .seed(given.or("--seed", seed, base.seed()))
        .shuffle(base.shuffle() && !inOrder)
        .validationShare(share)
        .kerasRunningVariance(base.kerasRunningVariance() || kerasRunningVariance)
        .reestimateStatistics(
            given.or("--reestimate-statistics", batches, base.reestimateStatistics()))
        .loss(loss.over(base.loss()))
        .sampling(loss.sampling(base.sampling()))
        .thresholdBeta(given.or("--tune-thresholds", thresholdBeta, base.thresholdBeta()))
        .standardizeTargets(base.standardizeTargets() || standardizeTargets)
        .augmentation(augmented)
        .fineTuning(fineTuning.over(base.fineTuning()))
        .build();
  }
}
