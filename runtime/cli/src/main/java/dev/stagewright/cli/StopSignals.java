package dev.stagewright.cli;

import dev.stagewright.errors.Printable;
import dev.stagewright.training.SessionListener;
import dev.stagewright.training.TrainingState;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Ends a training run behind its next step on Ctrl-C or SIGTERM, and the process at once on the
 * second.
 */
final class StopSignals implements SessionListener, AutoCloseable {

  private final PrintWriter err;
  private @Nullable TrainingState state;
  private @Nullable Signals signals;
  private volatile int exitCode; // 0 until a signal comes

  StopSignals(PrintWriter err) {
    this.err = err;
  }

  /** Says how to continue a run that was stopped; returns what the process is to end with. */
  int stopped(Path run) {
    err.printf(
        "stagewright: stopped; continue with: stagewright train --resume %s%n",
        Printable.of(run.toString()));
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
