package dev.stagewright.serve;

import dev.stagewright.prediction.BatchingClassifier;

/**
 * A model in use.
 *
 * @param name as in addresses
 * @param version 1 for the first model of this name, one more for each that takes its place
 * @param classifier computes it; warm
 * @param parameters how many numbers it has learned
 */
record ServedModel(String name, int version, BatchingClassifier classifier, long parameters) {

  /** What its parameters take, without the engine's plans. */
  long parameterBytes() {
    return parameters * Float.BYTES;
  }
}
