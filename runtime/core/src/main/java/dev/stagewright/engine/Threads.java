package dev.stagewright.engine;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** How many threads an engine computes with. */
public final class Threads {

  /**
   * The system property that sets it, a number from 1 to four times the processors; read when an
   * engine is attached to a graph. Without it the native libraries decide: {@code OMP_NUM_THREADS},
   * or one thread a processor.
   */
  public static final String PROPERTY = "stagewright.threads";

  private Threads() {}

  /**
   * The most threads that can be asked for: four for every processor that this process may use.
   * More than one for each only wait for each other, and thousands end the process.
   */
  public static int most() {
    return 4 * Runtime.getRuntime().availableProcessors();
  }

  /**
   * The number that {@link #PROPERTY} asks for.
   *
   * @return empty if it is not set
   * @throws SettingException if it is not a number that is allowed
   */
  public static OptionalInt chosen() {
    String text = System.getProperty(PROPERTY);
    return text == null ? OptionalInt.empty() : OptionalInt.of(of("-D" + PROPERTY, text));
  }

  /**
   * The numbers below a bound, for work in Java that may be shared among threads: parallel, unless
   * one thread is asked for.
   */
  public static IntStream range(int bound) {
    IntStream numbers = IntStream.range(0, bound);
    return chosen().orElse(Integer.MAX_VALUE) > 1 ? numbers.parallel() : numbers;
  }

  /**
   * Reads a number of threads.
   *
   * @param option the option's name, for the message
   * @throws SettingException if the text is not a whole number from 1 to {@link #most}
   */
  public static int of(String option, String text) {
    try {
      int threads = Integer.parseInt(text.strip());
      if (threads >= 1 && threads <= most()) {
        return threads;
      }
    } catch (NumberFormatException e) {
      // told below, like a number that is too small or too large
    }
    throw new SettingException(
        option,
        text,
        String.format(
            Locale.ROOT,
            "a whole number of threads from 1 to %d, four times the processors",
            most()));
  }
}
