package dev.stagewright.training;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.json.RecordJson;
import dev.stagewright.tasks.ClassWeights;
import dev.stagewright.tasks.LossOptions;
import java.time.Duration;
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
  public static Builder builder() {
    return DEFAULT.toBuilder();
  }

  /**
   * Starts from this plan.
   *
   * @return a builder
   */
  public Builder toBuilder() {
    return new Builder(this);
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

  /** Builds a plan; what is not set keeps Keras' default. */
  public static final class Builder {

    private int epochs;
    private int batchSize;
    private Optimizer optimizer;
    private long seed;
    private boolean shuffle;
    private double validationShare;
    private boolean kerasRunningVariance;
    private int reestimateStatistics;
    private LossOptions loss;
    private double thresholdBeta;
    private boolean standardizeTargets;
    private Schedule schedule;
    private GradientOptions gradients;
    private Averaging averaging;
    private Selection selection;
    private Augmentation augmentation;
    private RunLength length;
    private ClassWeights sampling;
    private Resizing resizing;
    private FineTuning fineTuning;

    private Builder(TrainingPlan from) {
      epochs = from.epochs;
      batchSize = from.batchSize;
      optimizer = from.optimizer;
      seed = from.seed;
      shuffle = from.shuffle;
      validationShare = from.validationShare;
      kerasRunningVariance = from.kerasRunningVariance;
      reestimateStatistics = from.reestimateStatistics;
      loss = from.loss;
      thresholdBeta = from.thresholdBeta;
      standardizeTargets = from.standardizeTargets;
      schedule = from.schedule;
      gradients = from.gradients;
      averaging = from.averaging;
      selection = from.selection;
      augmentation = from.augmentation;
      length = from.length;
      sampling = from.sampling;
      resizing = from.resizing;
      fineTuning = from.fineTuning;
    }

    /**
     * How often all images are seen; 1 by default.
     *
     * @param epochs at least 1
     * @return this
     */
    public Builder epochs(int epochs) {
      this.epochs = epochs;
      return this;
    }

    /**
     * Images per step; 32 by default.
     *
     * @param batchSize at least 1
     * @return this
     */
    public Builder batchSize(int batchSize) {
      this.batchSize = batchSize;
      return this;
    }

    /**
     * How gradients change parameters; Adam with learning rate 0.001 by default.
     *
     * @param optimizer the optimizer
     * @return this
     */
    public Builder optimizer(Optimizer optimizer) {
      this.optimizer = optimizer;
      return this;
    }

    /**
     * The seed of the shuffling and of the split; 0 by default.
     *
     * @param seed any number
     * @return this
     */
    public Builder seed(long seed) {
      this.seed = seed;
      return this;
    }

    /**
     * Whether every epoch has its own order; true by default.
     *
     * @param shuffle false for the source's order
     * @return this
     */
    public Builder shuffle(boolean shuffle) {
      this.shuffle = shuffle;
      return this;
    }

    /**
     * The share of every class that is held out for validation; 0 by default.
     *
     * @param validationShare from 0, below 1
     * @return this
     */
    public Builder validationShare(double validationShare) {
      this.validationShare = validationShare;
      return this;
    }

    /**
     * Whether batch normalization corrects the running variance as Keras 2 does; false by default.
     *
     * @param kerasRunningVariance true for Keras 2
     * @return this
     */
    public Builder kerasRunningVariance(boolean kerasRunningVariance) {
      this.kerasRunningVariance = kerasRunningVariance;
      return this;
    }

    /**
     * From how many batches of training images validation and the trained model have batch
     * normalization's means and variances; 0 by default. The moving averages that they have
     * otherwise lag behind: after t steps with a momentum of 0.99, 0.99^t is still what they
     * started from, 83 % after 18 steps. Training itself does not depend on it; each estimate costs
     * as much as so many steps.
     *
     * @param batches at least 0; a few dozen do
     * @return this
     */
    public Builder reestimateStatistics(int batches) {
      this.reestimateStatistics = batches;
      return this;
    }

    /**
     * What is changed of the task's loss; nothing by default.
     *
     * @param loss for tasks with classes
     * @return this
     */
    public Builder loss(LossOptions loss) {
      this.loss = loss;
      return this;
    }

    /**
     * Which F-beta the thresholds of sigmoids are tuned for, on the validation images; none by
     * default, so that labels apply from 0.5 on.
     *
     * @param thresholdBeta above 0, 1 for F1; 0 for none
     * @return this
     */
    public Builder thresholdBeta(double thresholdBeta) {
      this.thresholdBeta = thresholdBeta;
      return this;
    }

    /**
     * Whether regression learns values of mean 0 and deviation 1; false by default.
     *
     * @param standardizeTargets true to scale; predictions are scaled back
     * @return this
     */
    public Builder standardizeTargets(boolean standardizeTargets) {
      this.standardizeTargets = standardizeTargets;
      return this;
    }

    /**
     * How the learning rate changes from step to step; not at all by default.
     *
     * @param schedule gives factors of the optimizer's learning rate
     * @return this
     */
    public Builder schedule(Schedule schedule) {
      this.schedule = schedule;
      return this;
    }

    /**
     * What is done to gradients before the optimizer takes them; nothing by default.
     *
     * @param gradients clipping and accumulation
     * @return this
     */
    public Builder gradients(GradientOptions gradients) {
      this.gradients = gradients;
      return this;
    }

    /**
     * Which average of the parameters is validated and kept; none by default.
     *
     * @param averaging its decay
     * @return this
     */
    public Builder averaging(Averaging averaging) {
      this.averaging = averaging;
      return this;
    }

    /**
     * When the run ends early, and which epoch is kept; never and the last one by default.
     *
     * @param selection goes by validations
     * @return this
     */
    public Builder selection(Selection selection) {
      this.selection = selection;
      return this;
    }

    /**
     * How training pictures are changed at random; not at all by default.
     *
     * @param augmentation of the training pictures
     * @return this
     */
    public Builder augmentation(Augmentation augmentation) {
      this.augmentation = augmentation;
      return this;
    }

    /**
     * How long the run is; as its epochs say by default.
     *
     * @param length its time, or the steps that were fixed
     * @return this
     */
    public Builder length(RunLength length) {
      this.length = length;
      return this;
    }

    /**
     * How long the run is, whatever its epochs.
     *
     * @param time of training and validation, above 0
     * @return this
     */
    public Builder time(Duration time) {
      return length(RunLength.of(time));
    }

    /**
     * How often images of each class are drawn; every image is seen once an epoch by default.
     *
     * @param sampling for one label of many, or yes and no
     * @return this
     */
    public Builder sampling(ClassWeights sampling) {
      this.sampling = sampling;
      return this;
    }

    /**
     * In which size pictures are seen; always the network's by default.
     *
     * @param resizing for networks whose head pools the whole map
     * @return this
     */
    public Builder resizing(Resizing resizing) {
      this.resizing = resizing;
      return this;
    }

    /**
     * Which layers are frozen, and how the learning rate differs between blocks; all layers train
     * alike by default.
     *
     * @param fineTuning of a network that knows something already
     * @return this
     */
    public Builder fineTuning(FineTuning fineTuning) {
      this.fineTuning = fineTuning;
      return this;
    }

    /**
     * Checks the values and makes the plan.
     *
     * @return the plan
     * @throws TrainingException if a value is out of range
     */
    public TrainingPlan build() {
      return new TrainingPlan(
          epochs,
          batchSize,
          optimizer,
          seed,
          shuffle,
          validationShare,
          kerasRunningVariance,
          reestimateStatistics,
          loss,
          thresholdBeta,
          standardizeTargets,
          schedule,
          gradients,
          averaging,
          selection,
          augmentation,
          length,
          sampling,
          resizing,
          fineTuning);
    }
  }
}
