package dev.stagewright.storage;

import dev.stagewright.errors.StagewrightException;

/** A folder or an archive cannot be read; the message names it and says what to do. */
public final class StorageException extends StagewrightException {

  StorageException(String message) {
    super(Kind.FAILURE, message, null);
  }

  StorageException(String message, Throwable cause) {
    super(Kind.FAILURE, message, cause);
  }
}
