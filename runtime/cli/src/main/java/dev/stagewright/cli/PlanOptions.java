package dev.stagewright.cli;

import dev.stagewright.training.Optimizer;
import dev.stagewright.training.TrainingPlan;
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
      defaultValue = "1",
      description = "How often all images are seen. Default: ${DEFAULT-VALUE}.")
  private int epochs;

  @Option(
      names = "--batch-size",
      defaultValue = "32",
      description = "Images per step. Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  @Option(
      names = "--optimizer",
      defaultValue = "adam",
      description = "sgd, nesterov, adam or adamw. Default: ${DEFAULT-VALUE}.")
  private Method optimizer = Method.ADAM;

  @Option(
      names = "--learning-rate",
      defaultValue = "0.001",
      description = "The step size. Default: ${DEFAULT-VALUE}.")
  private double learningRate;

  @Option(
      names = "--momentum",
      defaultValue = "0.9",
      description = "For nesterov. Default: ${DEFAULT-VALUE}.")
  private double momentum;

  @Option(
      names = "--weight-decay",
      defaultValue = "0.004",
      description = "For adamw. Default: ${DEFAULT-VALUE}.")
  private double weightDecay;

  @Option(
      names = "--validation-share",
      defaultValue = "0",
      description = "The share of every class held out for validation. Default: ${DEFAULT-VALUE}.")
  private double validationShare;

  @Option(
      names = "--seed",
      defaultValue = "0",
      description = "Of shuffling and split; the network's is --option seed. Default: 0.")
  private long seed;

  @Option(names = "--no-shuffle", description = "See the images in their order in every epoch.")
  private boolean inOrder;

  @Option(
      names = "--keras-running-variance",
      description = "Correct batch normalisation's running variance as Keras 2 does.")
  private boolean kerasRunningVariance;

  TrainingPlan toPlan() {
    return TrainingPlan.builder()
        .epochs(epochs)
        .batchSize(batchSize)
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
