package dev.stagewright.errors;

import org.jspecify.annotations.Nullable;

/**
 * The root of every exception that Stagewright throws on purpose. Its message is complete and meant
 * for users: it names the file, layer or option, what was found, what was expected and what to do.
 */
public abstract class StagewrightException extends RuntimeException {

  /** Who has to change something. */
  public enum Kind {
    /** The call or the command line asks for something that cannot be done; exit code 2. */
    USAGE,
    /** The request is fine, but a file, the network or the machine failed it; exit code 1. */
    FAILURE
  }

  private final Kind kind;
  private final String message;

  /**
   * Makes the exception.
   *
   * @param kind who has to change something
   * @param message what was found, what was expected and what to do
   * @param cause what failed underneath, or null
   */
  protected StagewrightException(Kind kind, String message, @Nullable Throwable cause) {
    super(message, cause);
    this.kind = kind;
    this.message = message;
  }

  @Override
  public String getMessage() {
    return message;
  }

  /**
   * Who has to change something.
   *
   * @return the kind, from which the exit code follows
   */
  public Kind kind() {
    return kind;
  }
}
