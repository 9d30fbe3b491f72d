package dev.stagewright.prediction;

/**
 * Places for pictures. When they are closed, those that were taken are left before that returns.
 */
final class Places {

  enum Answer {
    TAKEN,
    FULL,
    CLOSED
  }

  private final int most;
  private int taken;
  private boolean closed;

  Places(int most) {
    this.most = most;
  }

  synchronized Answer take() {
    if (closed) {
      return Answer.CLOSED;
    }
    if (taken == most) {
      return Answer.FULL;
    }
    taken++;
    return Answer.TAKEN;
  }

  synchronized void leave(int count) {
    taken -= count;
    notifyAll();
  }

  synchronized int taken() {
    return taken;
  }

  /** Lets nobody in any more and waits until all have left; false if it was closed before. */
  synchronized boolean close() {
    boolean first = !closed;
    closed = true;
    boolean interrupted = false;
    while (taken > 0) {
      try {
        wait();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    return first;
  }
}
