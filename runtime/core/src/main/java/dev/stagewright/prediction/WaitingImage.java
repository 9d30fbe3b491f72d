package dev.stagewright.prediction;

import java.util.concurrent.CompletableFuture;

/** An image on its way through a {@link BatchingClassifier}, and who waits for its outputs. */
final class WaitingImage {

  /** Reads an image: its values, preprocessed. */
  interface Reading {
    float[] values();
  }

  private final CompletableFuture<float[]> outputs = new CompletableFuture<>();
  private Reading reading;
  private float[] values = {};

  WaitingImage(Reading reading) {
    this.reading = reading;
  }

  /** Of the network; fails with what fails the image. */
  CompletableFuture<float[]> outputs() {
    return outputs;
  }

  /** Whether nobody waits any longer. */
  boolean isDone() {
    return outputs.isDone();
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
  void answer(float[] found) {
    outputs.completeAsync(() -> found);
  }

  void fail(Throwable fault) {
    outputs.completeExceptionally(fault);
  }
}
