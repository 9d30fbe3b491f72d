package dev.stagewright.training;

/**
 * What a run has taken of its time so far, and what more of it takes.
 *
 * @param seconds of training and validation, trials included
 * @param step seconds of a step on a machine that does nothing else
 * @param validation seconds of the last validation
 * @param end seconds behind the last one
 */
record TimeSpent(double seconds, double step, double validation, double end) {

  /** Before a run. */
  static final TimeSpent NONE = new TimeSpent(0, 0, 0, 0);
}
