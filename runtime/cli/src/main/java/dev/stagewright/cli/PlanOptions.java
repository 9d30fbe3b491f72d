package dev.stagewright.cli;

import dev.stagewright.training.Optimizer;
import dev.stagewright.training.TrainingPlan;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a training does, as options of the command line. */
final class PlanOptions {

  /** The optimizers by the names that they have here. */
  enum Method {
    SGD,
    NESTEROV,
    ADAM,
    ADAMW
  }

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
      paramLabel = "sgd|nesterov|adam|adamw",
      defaultValue = "adam",
      description = "How gradients change parameters (default: ${DEFAULT-VALUE}).")
  private Method optimizer = Method.ADAM;

  @Option(
      names = "--learning-rate",
      paramLabel = "RATE",
      defaultValue = "0.001",
      description = "The step size, above 0 (default: ${DEFAULT-VALUE}).")
  private double learningRate;

  @Option(
      names = "--momentum",
      paramLabel = "SHARE",
      defaultValue = "0.9",
      description = "For nesterov, from 0, below 1 (default: ${DEFAULT-VALUE}).")
  private double momentum;

  @Option(
      names = "--weight-decay",
      paramLabel = "RATE",
      defaultValue = "0.004",
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

  @Mixin private final GivenOptions given = new GivenOptions();

  TrainingPlan toPlan() {
    if (optimizer != Method.NESTEROV) {
      given.refuse("without --optimizer nesterov", "--momentum");
    }
    if (optimizer != Method.ADAMW) {
      given.refuse("without --optimizer adamw", "--weight-decay");
    }
    if (inOrder && validationShare == 0) {
      given.refuse("with --no-shuffle and without --validation-share", "--seed");
    }
    return TrainingPlan.builder()
        .epochs(GivenOptions.atLeast(1, "--epochs", epochs))
        .batchSize(GivenOptions.atLeast(1, "--batch-size", batchSize))
        .optimizer(
            switch (optimizer) {
              case SGD -> Optimizer.sgd(learningRate);
              case NESTEROV -> Optimizer.nesterov(learningRate, momentum);
              case ADAM -> Optimizer.adam(learningRate);
              case ADAMW -> Optimizer.adamW(learningRate, weightDecay);
            })
        .seed(seed)
        .shuffle(!inOrder)
        .validationShare(validationShare)
        .kerasRunningVariance(kerasRunningVariance)
        .build();
  }
}
