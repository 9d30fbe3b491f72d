package dev.stagewright.cli;

import dev.stagewright.training.Optimizer;
import dev.stagewright.training.TrainingPlan;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a training does, as options of the command line. */
final class PlanOptions {

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "1",
      description = "How often all images are seen (default: ${DEFAULT-VALUE}).")
  private int epochs;

  @Option(
      names = "--batch-size",
      paramLabel = "N",
      defaultValue = "32",
      description = "Images per step (default: ${DEFAULT-VALUE}).")
  private int batchSize;

  @Option(
      names = "--optimizer",
      paramLabel = "NAME",
      defaultValue = "adam",
      completionCandidates = OptimizerNames.class,
      description =
          "How gradients change parameters: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
  private Optimizer.Kind optimizer = Optimizer.Kind.ADAM;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.001",
      description = "The step size, above 0 (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--momentum",
      paramLabel = "SHARE",
      defaultValue = "" + Optimizer.MOMENTUM,
      description = "For nesterov, from 0, below 1 (default: ${DEFAULT-VALUE}).")
  private double momentum;

  @Option(
      names = "--weight-decay",
      paramLabel = "RATE",
      defaultValue = "" + Optimizer.WEIGHT_DECAY,
      description = "For adamw, above 0 (default: ${DEFAULT-VALUE}).")
  private double weightDecay;

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
          "Of shuffling and split; the network's is --option seed (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--no-shuffle", description = "See the images in the same order in every epoch.")
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
          "Give validation and model the means and variances of N batches of training images, not"
              + " the moving averages over all steps, which lag behind in short training runs.")
  private int reestimateStatistics;

  @Mixin private final LossArguments loss = new LossArguments();

  @Option(
      names = "--tune-thresholds",
      paramLabel = "BETA",
      defaultValue = "0",
      description =
          "For several labels, or yes and no: let labels apply from the probability on that gives"
              + " the largest F-beta on the validation images, not from 0.5; 1 for F1.")
  private double thresholdBeta;

  @Option(
      names = "--standardize-targets",
      description =
          "For regression: learn values of mean 0 and deviation 1; predictions are scaled back.")
  private boolean standardizeTargets;

  @Mixin private final GivenOptions given = new GivenOptions();

  TrainingPlan toPlan() {
    refuseUnlessTaken("momentum", "--momentum");
    refuseUnlessTaken("weightDecay", "--weight-decay");
    if (inOrder && validationShare == 0) {
      given.refuse("with --no-shuffle and without --validation-share", "--seed");
    }
    return TrainingPlan.builder()
        .epochs(GivenOptions.atLeast(1, "--epochs", epochs))
        .batchSize(GivenOptions.atLeast(1, "--batch-size", batchSize))
        .optimizer(
            optimizer.make(learningRate, Map.of("momentum", momentum, "weightDecay", weightDecay)))
        .seed(seed)
        .shuffle(!inOrder)
        .validationShare(validationShare)
        .kerasRunningVariance(kerasRunningVariance)
        .reestimateStatistics(
            GivenOptions.atLeast(0, "--reestimate-statistics", reestimateStatistics))
        .loss(loss.toOptions())
        .thresholdBeta(thresholdBeta)
        .standardizeTargets(standardizeTargets)
        .build();
  }

  private void refuseUnlessTaken(String value, String option) {
    if (!optimizer.takes(value)) {
      String takers =
          Arrays.stream(Optimizer.Kind.values())
              .filter(kind -> kind.takes(value))
              .map(PlanOptions::name)
              .collect(Collectors.joining(" or "));
      given.refuse("without --optimizer " + takers, option);
    }
  }

  private static String name(Optimizer.Kind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** For the help. */
  static final class OptimizerNames implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Arrays.stream(Optimizer.Kind.values()).map(PlanOptions::name).iterator();
    }
  }
}
