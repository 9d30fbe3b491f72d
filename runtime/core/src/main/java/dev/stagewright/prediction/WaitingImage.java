package dev.stagewright.prediction;

import java.util.concurrent.CompletableFuture;

/**
 * An image on its way through a {@link BatchingClassifier}, and who waits for its answer.
 *
 * @param <A> what comes of it
 */
abstract class WaitingImage<A> {

  /** Reads an image: its values, preprocessed. */
  interface Reading {
    float[] values();
  }

  private final CompletableFuture<A> answer = new CompletableFuture<>();
  private Reading reading;
  private float[] values = {};

  WaitingImage(Reading reading) {
    this.reading = reading;
  }

  /** Fails with what fails the image. */
  CompletableFuture<A> answer() {
    return answer;
  }

  /** Whether nobody waits any longer. */
  boolean isDone() {
    return answer.isDone();
  }

  /** Reads it; the picture itself is then no longer kept. */
  void read() {
    values = reading.values();
    reading = () -> values;
  }

  float[] values() {
    return values;
  }

  /** Not on this thread: those who wait may do anything then. */
  void answer(A found) {
    answer.completeAsync(() -> found);
  }

  void fail(Throwable fault) {
    answer.completeExceptionally(fault);
  }
}
