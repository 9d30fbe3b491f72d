package dev.stagewright.engine;

import java.util.Locale;

/** How many threads an engine computes with. */
public final class Threads {

  private Threads() {}

  /**
   * The most threads that can be asked for: four for every processor that this process may use.
   * More than one for each only wait for each other, and thousands end the process.
   */
  public static int most() {
    return 4 * Runtime.getRuntime().availableProcessors();
  }

  /**
   * Reads a number of threads.
   *
   * @param option the option's name, for the message
   * @throws SettingException if the text is not a whole number from 1 to {@link #most}
   */
  public static int of(String option, String text) {
    try {
      return check(option, Integer.parseInt(text.strip()));
    } catch (NumberFormatException e) {
      throw wrong(option, text);
    }
  }

  /** The number itself, if it is allowed. */
  static int check(String setting, int threads) {
    if (threads >= 1 && threads <= most()) {
      return threads;
    }
    throw wrong(setting, String.valueOf(threads));
  }

  private static SettingException wrong(String setting, String text) {
    return new SettingException(
        setting,
        text,
        String.format(
            Locale.ROOT,
            "a whole number of threads from 1 to %d, four times the processors",
            most()));
  }
}
