package dev.stagewright.training;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.tasks.ClassWeights;
import dev.stagewright.tasks.LossOptions;
import java.time.Duration;

/** Builds a {@link TrainingPlan}; what is not set keeps Keras' default. */
public final class TrainingPlanBuilder {

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

  TrainingPlanBuilder(TrainingPlan from) {
    epochs = from.epochs();
    batchSize = from.batchSize();
    optimizer = from.optimizer();
    seed = from.seed();
    shuffle = from.shuffle();
    validationShare = from.validationShare();
    kerasRunningVariance = from.kerasRunningVariance();
    reestimateStatistics = from.reestimateStatistics();
    loss = from.loss();
    thresholdBeta = from.thresholdBeta();
    standardizeTargets = from.standardizeTargets();
    schedule = from.schedule();
    gradients = from.gradients();
    averaging = from.averaging();
    selection = from.selection();
    augmentation = from.augmentation();
    length = from.length();
    sampling = from.sampling();
    resizing = from.resizing();
    fineTuning = from.fineTuning();
  }

  /**
   * How often all images are seen; 1 by default.
   *
   * @param epochs at least 1
   * @return this
   */
  public TrainingPlanBuilder epochs(int epochs) {
    this.epochs = epochs;
    return this;
  }

  /**
   * Images per step; 32 by default.
   *
   * @param batchSize at least 1
   * @return this
   */
  public TrainingPlanBuilder batchSize(int batchSize) {
    this.batchSize = batchSize;
    return this;
  }

  /**
   * How gradients change parameters; Adam with learning rate 0.001 by default.
   *
   * @param optimizer the optimizer
   * @return this
   */
  public TrainingPlanBuilder optimizer(Optimizer optimizer) {
    this.optimizer = optimizer;
    return this;
  }

  /**
   * The seed of the shuffling and of the split; 0 by default.
   *
   * @param seed any number
   * @return this
   */
  public TrainingPlanBuilder seed(long seed) {
    this.seed = seed;
    return this;
  }

  /**
   * Whether every epoch has its own order; true by default.
   *
   * @param shuffle false for the source's order
   * @return this
   */
  public TrainingPlanBuilder shuffle(boolean shuffle) {
    this.shuffle = shuffle;
    return this;
  }

  /**
   * The share of every class that is held out for validation; 0 by default.
   *
   * @param validationShare from 0, below 1
   * @return this
   */
  public TrainingPlanBuilder validationShare(double validationShare) {
    this.validationShare = validationShare;
    return this;
  }

  /**
   * Whether batch normalization corrects the running variance as Keras 2 does; false by default.
   *
   * @param kerasRunningVariance true for Keras 2
   * @return this
   */
  public TrainingPlanBuilder kerasRunningVariance(boolean kerasRunningVariance) {
    this.kerasRunningVariance = kerasRunningVariance;
    return this;
  }

  /**
   * From how many batches of training images validation and the trained model have batch
   * normalization's means and variances; 0 by default. The moving averages that they have otherwise
   * lag behind: after t steps with a momentum of 0.99, 0.99^t is still what they started from, 83 %
   * after 18 steps. Training itself does not depend on it; each estimate costs as much as so many
   * steps.
   *
   * @param batches at least 0; a few dozen do
   * @return this
   */
  public TrainingPlanBuilder reestimateStatistics(int batches) {
    this.reestimateStatistics = batches;
    return this;
  }

  /**
   * What is changed of the task's loss; nothing by default.
   *
   * @param loss for tasks with classes
   * @return this
   */
  public TrainingPlanBuilder loss(LossOptions loss) {
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
  public TrainingPlanBuilder thresholdBeta(double thresholdBeta) {
    this.thresholdBeta = thresholdBeta;
    return this;
  }

  /**
   * Whether regression learns values of mean 0 and deviation 1; false by default.
   *
   * @param standardizeTargets true to scale; predictions are scaled back
   * @return this
   */
  public TrainingPlanBuilder standardizeTargets(boolean standardizeTargets) {
    this.standardizeTargets = standardizeTargets;
    return this;
  }

  /**
   * How the learning rate changes from step to step; not at all by default.
   *
   * @param schedule gives factors of the optimizer's learning rate
   * @return this
   */
  public TrainingPlanBuilder schedule(Schedule schedule) {
    this.schedule = schedule;
    return this;
  }

  /**
   * What is done to gradients before the optimizer takes them; nothing by default.
   *
   * @param gradients clipping and accumulation
   * @return this
   */
  public TrainingPlanBuilder gradients(GradientOptions gradients) {
    this.gradients = gradients;
    return this;
  }

  /**
   * Which average of the parameters is validated and kept; none by default.
   *
   * @param averaging its decay
   * @return this
   */
  public TrainingPlanBuilder averaging(Averaging averaging) {
    this.averaging = averaging;
    return this;
  }

  /**
   * When the run ends early, and which epoch is kept; never and the last one by default.
   *
   * @param selection goes by validations
   * @return this
   */
  public TrainingPlanBuilder selection(Selection selection) {
    this.selection = selection;
    return this;
  }

  /**
   * How training pictures are changed at random; not at all by default.
   *
   * @param augmentation of the training pictures
   * @return this
   */
  public TrainingPlanBuilder augmentation(Augmentation augmentation) {
    this.augmentation = augmentation;
    return this;
  }

  /**
   * How long the run is; as its epochs say by default.
   *
   * @param length its time, or the steps that were fixed
   * @return this
   */
  public TrainingPlanBuilder length(RunLength length) {
    this.length = length;
    return this;
  }

  /**
   * How long the run is, whatever its epochs.
   *
   * @param time of training and validation, above 0
   * @return this
   */
  public TrainingPlanBuilder time(Duration time) {
    return length(RunLength.of(time));
  }

  /**
   * How often images of each class are drawn; every image is seen once an epoch by default.
   *
   * @param sampling for one label of many, or yes and no
   * @return this
   */
  public TrainingPlanBuilder sampling(ClassWeights sampling) {
    this.sampling = sampling;
    return this;
  }

  /**
   * In which size pictures are seen; always the network's by default.
   *
   * @param resizing for networks whose head pools the whole map
   * @return this
   */
  public TrainingPlanBuilder resizing(Resizing resizing) {
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
  public TrainingPlanBuilder fineTuning(FineTuning fineTuning) {
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
