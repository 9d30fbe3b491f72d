package dev.stagewright.engine;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * How an engine computes. Whoever attaches an engine to a graph gives it its settings; where nobody
 * does, system properties choose, which are read here alone.
 *
 * @param precision what activations and convolutions are computed in
 * @param threads how many compute, from 1 to {@link Threads#most()}; empty leaves it to the native
 *     libraries: {@code OMP_NUM_THREADS}, or one thread per processor
 * @param winograd which 3 x 3 convolutions take Winograd's algorithm
 * @param keptBytes the bound, at least 0, on the bytes of activations that a training step keeps
 *     for its backward pass. Beyond it normalizations and nonlinearities are computed again, the
 *     largest first, as far as that helps
 * @param plans how many compiled plans, at least 1, a graph keeps, one for each shape and use; the
 *     one not used for longest goes first
 */
public record EngineSettings(
    Precision precision, OptionalInt threads, Winograd winograd, long keptBytes, int plans) {

  /** Which 3 x 3 convolutions of stride 1 are computed by Winograd's algorithm. */
  public enum Winograd {
    /** Those that it makes faster, going by their shapes. */
    AUTO,
    /** All for which there are kernels. */
    ALWAYS,
    /** None. */
    NEVER
  }

  /** The system property for {@link #precision}: {@code f32} or {@code bf16}. */
  public static final String PRECISION = "stagewright.precision";

  /** The system property for {@link #threads}: a number. */
  public static final String THREADS = "stagewright.threads";

  /** The system property for {@link #winograd}: {@code auto}, {@code always} or {@code never}. */
  public static final String WINOGRAD = "stagewright.winograd";

  /** The system property for {@link #keptBytes}: a number. */
  public static final String KEPT_BYTES = "stagewright.keep.bytes";

  /** The system property for {@link #plans}: a number. */
  public static final String PLANS = "stagewright.plans";

  /**
   * What holds where nothing else is chosen. With this bound on kept activations ResNet50 at batch
   * 32 trains in less than 3 GiB in all; full and last batches of training and validation need four
   * plans.
   */
  public static final EngineSettings DEFAULT =
      new EngineSettings(Precision.F32, OptionalInt.empty(), Winograd.AUTO, 2_100_000_000L, 4);

  /**
   * Checks the numbers.
   *
   * @throws SettingException if one is out of its range
   */
  public EngineSettings {
    threads.ifPresent(count -> Threads.check("threads", count));
    check("keptBytes", keptBytes, 0);
    check("plans", plans, 1);
  }

  /**
   * The settings that system properties choose, those of {@link #DEFAULT} for properties that are
   * not set.
   *
   * @return the settings
   * @throws SettingException if a property has a value that cannot be
   */
  public static EngineSettings chosen() {
    return new EngineSettings(
        read(PRECISION, DEFAULT.precision, Precision::of),
        read(THREADS, DEFAULT.threads, (name, text) -> OptionalInt.of(Threads.of(name, text))),
        read(WINOGRAD, DEFAULT.winograd, EngineSettings::winograd),
        read(KEPT_BYTES, DEFAULT.keptBytes, (name, text) -> number(name, text, 0, Long.MAX_VALUE)),
        read(PLANS, DEFAULT.plans, (name, text) -> (int) number(name, text, 1, Integer.MAX_VALUE)));
  }

  private static <T> T read(
      String property, T otherwise, BiFunction<String, String, ? extends T> reader) {
    String text = System.getProperty(property);
    return text == null ? otherwise : reader.apply("-D" + property, text);
  }

  private static Winograd winograd(String setting, String text) {
    for (Winograd winograd : Winograd.values()) {
      if (lower(winograd).equals(text)) {
        return winograd;
      }
    }
    throw new SettingException(setting, text, "auto, always or never");
  }

  private static long number(String setting, String text, long least, long most) {
    try {
      long number = Long.parseLong(text.strip());
      if (number >= least && number <= most) {
        return number;
      }
    } catch (NumberFormatException e) {
      // told below, like a number out of the range
    }
    throw new SettingException(setting, text, atLeast(least));
  }

  private static void check(String setting, long number, long least) {
    if (number < least) {
      throw new SettingException(setting, String.valueOf(number), atLeast(least));
    }
  }

  private static String atLeast(long least) {
    return String.format(Locale.ROOT, "a whole number of at least %d", least);
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  /**
   * The same, but for the precision.
   *
   * @param other what to compute in
   * @return new settings
   */
  public EngineSettings withPrecision(Precision other) {
    return new EngineSettings(other, threads, winograd, keptBytes, plans);
  }

  /**
   * The same, but for the number of threads.
   *
   * @param count from 1 to {@link Threads#most()}
   * @return new settings
   * @throws SettingException if the number is out of its range
   */
  public EngineSettings withThreads(int count) {
    return new EngineSettings(precision, OptionalInt.of(count), winograd, keptBytes, plans);
  }

  /**
   * The same, but for Winograd's algorithm.
   *
   * @param other where to use it
   * @return new settings
   */
  public EngineSettings withWinograd(Winograd other) {
    return new EngineSettings(precision, threads, other, keptBytes, plans);
  }

  /**
   * The same, but for the bound on activations that are kept.
   *
   * @param bytes at least 0
   * @return new settings
   * @throws SettingException if it is below 0
   */
  public EngineSettings withKeptBytes(long bytes) {
    return new EngineSettings(precision, threads, winograd, bytes, plans);
  }

  /**
   * The same, but for the number of plans.
   *
   * @param count at least 1
   * @return new settings
   * @throws SettingException if it is below 1
   */
  public EngineSettings withPlans(int count) {
    return new EngineSettings(precision, threads, winograd, keptBytes, count);
  }

  /**
   * All of them by name, as text.
   *
   * @return without the threads where the native libraries decide
   */
  public Map<String, String> byName() {
    Map<String, String> values = new LinkedHashMap<>();
    values.put("precision", precision.toString());
    threads.ifPresent(count -> values.put("threads", String.valueOf(count)));
    values.put("winograd", lower(winograd));
    values.put("keptBytes", String.valueOf(keptBytes));
    values.put("plans", String.valueOf(plans));
    return values;
  }

  /**
   * What differs from {@link #DEFAULT} besides precision and threads, which are told anyway.
   *
   * @return for example {@code winograd=never}; empty if nothing does
   */
  public List<String> otherChanges() {
    EngineSettings usual =
        new EngineSettings(precision, threads, DEFAULT.winograd, DEFAULT.keptBytes, DEFAULT.plans);
    Map<String, String> values = usual.byName();
    return byName().entrySet().stream()
        .filter(entry -> !entry.getValue().equals(values.get(entry.getKey())))
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .toList();
  }

  /**
   * The numbers below a bound, for work in Java that may be shared among threads.
   *
   * @param bound how many
   * @return a parallel stream, unless one thread is asked for
   */
  public IntStream range(int bound) {
    IntStream numbers = IntStream.range(0, bound);
    return threads.orElse(Integer.MAX_VALUE) > 1 ? numbers.parallel() : numbers;
  }
}
