package dev.stagewright.training;

import dev.stagewright.tasks.Task;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How often a validation predicted each class, for tasks with one label of many. */
final class PredictedClasses {

  private final Task task;
  private final long[] counts;

  PredictedClasses(Task task, int classes) {
    this.task = task;
    this.counts = new long[classes];
  }

  /** Looks at outputs, [images, outputs]. */
  void look(INDArray outputs) {
    if (task == Task.SINGLE_LABEL) {
      for (int label : outputs.argMax(1).toIntVector()) {
        counts[label]++;
      }
    }
  }

  /** Adds the counts of others. */
  void add(long[] others) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += others[i];
    }
  }

  /** The count of class i at index i. */
  long[] counts() {
    return counts;
  }
}
