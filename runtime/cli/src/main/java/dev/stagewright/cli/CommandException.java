package dev.stagewright.cli;

/** What the command line asks for cannot be; the message names the option. */
final class CommandException extends RuntimeException {

  CommandException(String message) {
    super(message);
  }
}
