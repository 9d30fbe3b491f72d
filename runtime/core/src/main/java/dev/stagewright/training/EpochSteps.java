package dev.stagewright.training;

/** The steps of an epoch, from where the run has come to. */
interface EpochSteps extends AutoCloseable {
  boolean hasNext();

  /** Makes the next step. */
  TrainingStep.Made next(double rate);

  /** How many images of the epoch the steps have behind them. */
  int place();

  @Override
  void close();
}
