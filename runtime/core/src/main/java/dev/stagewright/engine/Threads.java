package dev.stagewright.engine;

import java.util.OptionalInt;
import java.util.stream.IntStream;

/** How many threads an engine computes with. */
public final class Threads {

  /**
   * The system property that sets it, a number from 1; read when an engine is attached to a graph.
   * Without it the native libraries decide: {@code OMP_NUM_THREADS}, or one thread a processor.
   */
  public static final String PROPERTY = "stagewright.threads";

  private Threads() {}

  /**
   * The number that {@link #PROPERTY} asks for.
   *
   * @return empty if it is not set
   * @throws IllegalArgumentException if it is no whole number from 1
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
   * @throws IllegalArgumentException if the text is no whole number from 1
   */
  public static int of(String option, String text) {
    try {
      int threads = Integer.parseInt(text.strip());
      if (threads >= 1) {
        return threads;
      }
    } catch (NumberFormatException e) {
      // told below, like a number that is too small
    }
    throw new IllegalArgumentException(
        "%s: found \"%s\"; expected a whole number of threads, at least 1".formatted(option, text));
  }
}
