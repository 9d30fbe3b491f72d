package dev.stagewright.engine;

import com.sun.jna.Function;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How OpenMP's threads, with which ND4J and oneDNN compute, wait for each other. By default they
 * spin for milliseconds, which is fine on an idle machine; with other work on the processors a
 * thread spins where the one that it waits for could run, and training is ten times as slow. After
 * a short spin they sleep instead. The library reads that from the environment when it is loaded.
 */
final class OpenMp {

  private static final Logger log = LoggerFactory.getLogger(OpenMp.class);

  /** How often a thread looks before it sleeps; measured, see docs/performance.md. */
  private static final String SPINS = "GOMP_SPINCOUNT";

  private static final String COUNT = "1000";

  /** The user's own way to say it. */
  private static final String POLICY = "OMP_WAIT_POLICY";

  private OpenMp() {}

  private static final class Holder {
    static final Optional<String> ADVICE = set();
  }

  /**
   * Has threads sleep soon, unless the user's environment says how they wait.
   *
   * @return what to do where it is too late or not possible
   */
  static Optional<String> sleepSoon() {
    return Holder.ADVICE;
  }

  private static Optional<String> set() {
    boolean chosen = Stream.of(SPINS, POLICY).anyMatch(name -> System.getenv(name) != null);
    if (chosen || !System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    Optional<String> reason =
        isLoaded() ? Optional.of("OpenMP was loaded before Stagewright") : setVariable();
    Optional<String> advice =
        reason.map(
            why ->
                "threads spin, since %s: set %s=%s in the environment, or training is slow when other work runs on the processors"
                    .formatted(why, SPINS, COUNT));
    advice.ifPresent(log::warn);
    return advice;
  }

  private static boolean isLoaded() {
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.anyMatch(line -> line.contains("libgomp"));
    } catch (IOException e) {
      return false;
    }
  }

  /** Java's own copy of the environment cannot be written, and native code does not read it. */
  private static Optional<String> setVariable() {
    try {
      int result =
          Function.getFunction("c", "setenv")
              .invokeInt(new Object[] {SPINS, COUNT, /* overwrite */ 0});
      return result == 0 ? Optional.empty() : Optional.of("the environment could not be changed");
    } catch (LinkageError e) {
      return Optional.of("JNA could not be loaded (%s)".formatted(e));
    }
  }
}
