package dev.stagewright.prediction;

/** Is told what a {@link BatchingClassifier} computes, on the thread that does. */
@FunctionalInterface
public interface BatchListener {

  /**
   * A batch was computed.
   *
   * @param pictures how many it had, from 1
   * @param seconds how long the network took
   */
  void onBatch(int pictures, double seconds);
}
