package dev.stagewright.prediction;

import dev.stagewright.errors.StagewrightException;
import java.util.Locale;

/** As many pictures wait as are allowed to: another one is taken later. */
public final class BusyException extends StagewrightException {

  BusyException(int waiting) {
    super(
        Kind.FAILURE,
        String.format(
            Locale.ROOT,
            "%d pictures wait already, as many as are allowed to; try again, or allow more (queue)",
            waiting),
        null);
  }
}
