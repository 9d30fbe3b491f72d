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
            "%d pictures are waiting already, the most allowed; try again later, or allow more (queue)",
            waiting),
        null);
  }
}
