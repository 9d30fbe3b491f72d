package dev.stagewright.cli;

import dev.stagewright.errors.StagewrightException;

/** What the command line asks for cannot be; the message names the option. */
final class CommandException extends StagewrightException {

  CommandException(String message) {
    super(Kind.FAILURE, message, null);
  }
}
