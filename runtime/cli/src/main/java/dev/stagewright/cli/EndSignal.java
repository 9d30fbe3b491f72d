package dev.stagewright.cli;

import java.util.concurrent.CompletableFuture;

/** Waits for Ctrl-C or SIGTERM; a second one ends the process at once. */
final class EndSignal implements AutoCloseable {

  private final CompletableFuture<String> came = new CompletableFuture<>();
  private final Signals signals =
      new Signals(
          (name, exitCode) -> {
            if (!came.complete(name)) {
              Runtime.getRuntime().halt(exitCode); // the second one does not wait
            }
          });

  /** The signal's name without SIG, once it has come. */
  String await() {
    return came.join();
  }

  @Override
  public void close() {
    signals.close();
  }
}
