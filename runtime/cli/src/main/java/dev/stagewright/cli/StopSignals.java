package dev.stagewright.cli;

import dev.stagewright.training.SessionListener;
import dev.stagewright.training.TrainingState;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * Ends a training run behind its next step on Ctrl-C or SIGTERM, and the process at once on the
 * second.
 */
final class StopSignals implements SessionListener, AutoCloseable {

  private final PrintWriter err;
  private @Nullable TrainingState state;
  private @Nullable Signals signals;
  private volatile int exitCode;

  StopSignals(PrintWriter err) {
    this.err = err;
  }

  /** What the process is to end with: 0 if no signal came. */
  int exitCode() {
    return exitCode;
  }

  @Override
  public void watches(TrainingState state) {
    this.state = state;
    signals = new Signals((name, code) -> came(code));
  }

  private void came(int code) {
    TrainingState running = state;
    if (exitCode != 0 || running == null) {
      Runtime.getRuntime().halt(code);
      return;
    }
    exitCode = code;
    running.stop();
    err.println(
        System.lineSeparator() + "stagewright: stopping after this step; Ctrl-C stops at once");
    err.flush();
  }

  @Override
  public void close() {
    Signals heard = signals;
    if (heard != null) {
      heard.close();
    }
  }
}
