package dev.stagewright.cli;

import dev.stagewright.errors.StagewrightException;
import org.jspecify.annotations.Nullable;

/** A command cannot do what it is asked for; the message names the option. */
final class CommandException extends StagewrightException {

  private CommandException(Kind kind, String message, @Nullable Throwable cause) {
    super(kind, message, cause);
  }

  /** The command line asks for something that cannot be. */
  static CommandException usage(String message) {
    return usage(message, null);
  }

  /** The command line asks for something that cannot be. */
  static CommandException usage(String message, @Nullable Throwable cause) {
    return new CommandException(Kind.USAGE, message, cause);
  }

  /** The command line is fine, but something else failed it. */
  static CommandException failure(String message) {
    return failure(message, null);
  }

  /** The command line is fine, but something else failed it. */
  static CommandException failure(String message, @Nullable Throwable cause) {
    return new CommandException(Kind.FAILURE, message, cause);
  }
}
