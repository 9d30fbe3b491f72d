package dev.stagewright.engine;

import dev.stagewright.errors.StagewrightException;

/** A setting of the engine has a value that cannot be; the message names both and says what can. */
public final class SettingException extends StagewrightException {

  /**
   * Makes the exception.
   *
   * @param setting the system property or option, as it is written
   * @param found its value
   * @param expected what is allowed
   */
  public SettingException(String setting, String found, String expected) {
    super(Kind.USAGE, "%s: found \"%s\"; expected %s".formatted(setting, found, expected), null);
  }
}
