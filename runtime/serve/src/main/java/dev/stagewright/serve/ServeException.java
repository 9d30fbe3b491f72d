package dev.stagewright.serve;

import dev.stagewright.errors.StagewrightException;
import org.jspecify.annotations.Nullable;

/** A server cannot do what it is asked for; the message names the setting or address. */
public final class ServeException extends StagewrightException {

  ServeException(Kind kind, String message) {
    this(kind, message, null);
  }

  ServeException(Kind kind, String message, @Nullable Throwable cause) {
    super(kind, message, cause);
  }
}
