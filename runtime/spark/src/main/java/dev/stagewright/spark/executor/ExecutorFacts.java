package dev.stagewright.spark.executor;

import dev.stagewright.engine.Engines;
import dev.stagewright.engine.Precision;
import java.io.IOException;
import java.io.Serializable;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.stream.Stream;
import org.apache.spark.SparkEnv;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.presets.opencv_core;

/**
 * What counts of a process that tasks run in.
 *
 * @param name for messages, as Spark's pages have it
 * @param open whether Java lets Spark at its own packages
 * @param javaCpp the version of JavaCPP that is loaded
 * @param javaCppJar where that comes from
 * @param openCv the version of OpenCV, which ends in that of the JavaCPP that it was built with
 * @param memory outside of the Java heap
 * @param avx512 whether the processor has AVX-512
 * @param bf16 whether the engine computes in bfloat16 here
 * @param engine what runs networks, and why
 */
public record ExecutorFacts(
    String name,
    boolean open,
    String javaCpp,
    String javaCppJar,
    String openCv,
    ExecutorMemory memory,
    boolean avx512,
    boolean bf16,
    String engine)
    implements Serializable {

  /** Looks at this process. */
  public static ExecutorFacts here() {
    try {
      SparkEnv env = SparkEnv.get();
      Module java = Object.class.getModule();
      return new ExecutorFacts(
          "executor %s on %s".formatted(env.executorId(), InetAddress.getLocalHost().getHostName()),
          java.isOpen("sun.nio.ch", SparkEnv.class.getModule()),
          Loader.getVersion(),
          jar(Loader.class),
          Loader.getVersion("org.bytedeco", "opencv", opencv_core.class),
          ExecutorMemory.here(env.conf()),
          hasAvx512(),
          Engines.engine().map(engine -> engine.supports(Precision.BF16)).orElse(false),
          Engines.status());
    } catch (IOException e) {
      throw ClusterException.failure("The executor cannot be looked at: " + e);
    }
  }

  private static String jar(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null ? "an unknown place" : String.valueOf(source.getLocation());
  }

  private static boolean hasAvx512() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines.anyMatch(line -> line.startsWith("flags") && line.contains(" avx512f"));
    } catch (IOException e) {
      return true; // not Linux: nothing to tell
    }
  }
}
