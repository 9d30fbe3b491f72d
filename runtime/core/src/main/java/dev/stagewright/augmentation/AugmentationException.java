package dev.stagewright.augmentation;

import dev.stagewright.errors.StagewrightException;
import org.jspecify.annotations.Nullable;

/** An augmentation has values that cannot be; the message names transform, member and value. */
public final class AugmentationException extends StagewrightException {

  AugmentationException(String message) {
    this(message, null);
  }

  AugmentationException(String message, @Nullable Throwable cause) {
    super(Kind.USAGE, message, cause);
  }
}
