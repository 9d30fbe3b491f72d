package dev.stagewright.cli;

import dev.stagewright.errors.StagewrightException;

/** A command cannot do what it is asked for; the message names the option. */
final class CommandException extends StagewrightException {

  private CommandException(Kind kind, String message) {
    super(kind, message, null);
  }

  /** The command line asks for something that cannot be. */
  static CommandException usage(String message) {
    return new CommandException(Kind.USAGE, message);
  }

  /** The command line is fine, but something else failed it. */
  static CommandException failure(String message) {
    return new CommandException(Kind.FAILURE, message);
  }
}
