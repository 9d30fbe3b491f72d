package dev.stagewright.serve;

import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpStatus;

/** The memory that all bodies take at the same time. */
final class BodyBudget {

  private final long most;
  private final AtomicLong taken = new AtomicLong();

  BodyBudget(long most) {
    this.most = most;
  }

  /**
   * Takes some.
   *
   * @throws HttpFault if that would be too much; nothing is taken then
   */
  void take(long bytes) {
    if (taken.addAndGet(bytes) > most) {
      taken.addAndGet(-bytes);
      throw new HttpFault(
          HttpStatus.SERVICE_UNAVAILABLE_503, "Too many large requests at once; try again");
    }
  }

  void giveBack(long bytes) {
    taken.addAndGet(-bytes);
  }

  long taken() {
    return taken.get();
  }
}
