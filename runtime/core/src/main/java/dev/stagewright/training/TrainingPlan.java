package dev.stagewright.training;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.json.RecordJson;
import dev.stagewright.tasks.ClassWeights;
import dev.stagewright.tasks.LossOptions;
import java.util.Map;

/**
 * What a training does. Everything that influences its result besides network and data is here.
 *
 * @param epochs how often all images are seen, at least 1
 * @param batchSize images per step, at least 1
 * @param optimizer how gradients change parameters
 * @param seed of the shuffling and of the split
 * @param shuffle whether every epoch has its own order, or all have the source's
 * @param validationShare the share of every class that is held out for validation; from 0, below 1
 * @param kerasRunningVariance whether batch normalization corrects the running variance by n / (n -
 *     1) as Keras 2 does; Keras 3 and Deeplearning4j do not. Networks that follow PyTorch do
 *     without being told
 * @param reestimateStatistics from how many batches of training images validation and the trained
 *     model have batch normalization's means and variances; 0 for the moving averages over all
 *     steps, as Keras and Deeplearning4j have
 * @param loss what is changed of the task's loss
 * @param thresholdBeta if above 0, the thresholds of sigmoids are tuned on the validation images
 *     for the largest F-beta when training is done; 0 leaves them at 0.5
 * @param standardizeTargets whether regression learns (value - mean) / deviation of the training
 *     images' values
 * @param schedule how the learning rate changes from step to step
 * @param gradients what is done to gradients before the optimizer takes them
 * @param averaging which average of the parameters is validated and kept
 * @param selection when the run ends early, and which epoch is kept
 * @param augmentation how training pictures are changed at random
 * @param length how long the run is where its epochs do not say so
 * @param sampling how often images of each class are drawn; {@link ClassWeights.None} sees every
 *     image once an epoch
 * @param resizing in which size pictures are seen
 * @param fineTuning which layers are frozen, and how the learning rate differs between blocks
 */
public record TrainingPlan(
    int epochs,
    int batchSize,
    Optimizer optimizer,
    long seed,
    boolean shuffle,
    double validationShare,
    boolean kerasRunningVariance,
    int reestimateStatistics,
    LossOptions loss,
    double thresholdBeta,
    boolean standardizeTargets,
    Schedule schedule,
    GradientOptions gradients,
    Averaging averaging,
    Selection selection,
    Augmentation augmentation,
    RunLength length,
    ClassWeights sampling,
    Resizing resizing,
    FineTuning fineTuning) {

  private static final TrainingPlan DEFAULT =
      new TrainingPlan(
          1,
          32,
          Optimizer.adam(0.001),
          0,
          true,
          0,
          false,
          0,
          LossOptions.PLAIN,
          0,
          false,
          new Schedule.Constant(),
          GradientOptions.PLAIN,
          Averaging.NONE,
          Selection.NONE,
          Augmentation.NONE,
          RunLength.OF_EPOCHS,
          new ClassWeights.None(),
          Resizing.NONE,
          FineTuning.NONE);

  /** Checks the values, else throws {@link TrainingException}. */
  public TrainingPlan {
    if (epochs < 1) {
      throw new TrainingException(Kind.USAGE, "epochs: found " + epochs + "; expected at least 1");
    }
    if (batchSize < 1) {
      throw new TrainingException(
          Kind.USAGE, "batchSize: found " + batchSize + "; expected at least 1");
    }
    if (!(validationShare >= 0 && validationShare < 1)) {
      throw new TrainingException(
          Kind.USAGE,
          "validationShare: found "
              + validationShare
              + "; expected a number of at least 0 and below 1");
    }
    if (!shuffle && !(sampling instanceof ClassWeights.None)) {
      throw new TrainingException(
          Kind.USAGE, "sampling: found one without shuffle; images that are drawn have no order");
    }
    if (reestimateStatistics < 0) {
      throw new TrainingException(
          Kind.USAGE,
          "reestimateStatistics: found " + reestimateStatistics + " batches; expected at least 0");
    }
    if (!(thresholdBeta >= 0 && thresholdBeta < Double.POSITIVE_INFINITY)) {
      throw new TrainingException(
          Kind.USAGE,
          "thresholdBeta: found " + thresholdBeta + "; expected a number of at least 0");
    }
  }

  /**
   * Starts from Keras' defaults: 1 epoch, batches of 32, shuffled, no validation; and Adam with
   * learning rate 0.001, seed 0.
   *
   * @return a builder
   */
  public static TrainingPlanBuilder builder() {
    return DEFAULT.toBuilder();
  }

  /**
   * Starts from this plan.
   *
   * @return a builder
   */
  public TrainingPlanBuilder toBuilder() {
    return new TrainingPlanBuilder(this);
  }

  /**
   * The plan as JSON, which {@link #fromJson} reads.
   *
   * @return an object with a member for every component
   */
  public String toJson() {
    return RecordJson.write(TrainingPlan.class, this);
  }

  /**
   * Reads a plan.
   *
   * @param json what {@link #toJson} wrote, or somebody by hand
   * @return the plan
   * @throws dev.stagewright.json.JsonException if a member is missing, unknown, or of another type,
   *     or has a value that cannot be
   */
  public static TrainingPlan fromJson(String json) {
    return RecordJson.read(TrainingPlan.class, json);
  }

  /** The plan in words, for a model's provenance: values by the names of the components. */
  Map<String, String> describe() {
    return RecordJson.members(TrainingPlan.class, this);
  }
}
