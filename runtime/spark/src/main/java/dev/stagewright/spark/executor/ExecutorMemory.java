package dev.stagewright.spark.executor;

import java.io.Serializable;
import java.util.Locale;
import org.apache.spark.SparkConf;
import org.bytedeco.javacpp.Pointer;

/**
 * The memory outside of the Java heap, where arrays and the engine's plans lie.
 *
 * @param bytes how many a process may take
 * @param limit the setting that says so
 */
public record ExecutorMemory(long bytes, String limit) implements Serializable {

  private static final String OVERHEAD = "spark.executor.memoryOverhead";
  private static final String FACTOR = "spark.executor.memoryOverheadFactor";

  /** What YARN and Kubernetes leave if nothing is set. */
  private static final long LEAST_MEGABYTES = 384;

  private static final double SHARE = 0.1;

  /** In this process. */
  static ExecutorMemory here(SparkConf conf) {
    return least(
        new ExecutorMemory(unlimited(Pointer.maxBytes()), "-Dorg.bytedeco.javacpp.maxbytes"),
        new ExecutorMemory(
            unlimited(Pointer.maxPhysicalBytes()) - Runtime.getRuntime().maxMemory(),
            "-Dorg.bytedeco.javacpp.maxphysicalbytes"),
        ofContainer(conf));
  }

  /** JavaCPP's 0 is no limit. */
  private static long unlimited(long bytes) {
    return bytes > 0 ? bytes : Long.MAX_VALUE;
  }

  private static ExecutorMemory least(ExecutorMemory... all) {
    ExecutorMemory least = all[0];
    for (ExecutorMemory each : all) {
      least = each.bytes < least.bytes ? each : least;
    }
    return least;
  }

  /** YARN and Kubernetes kill an executor that takes more. */
  static ExecutorMemory ofContainer(SparkConf conf) {
    String master = conf.get("spark.master", "");
    if (!master.startsWith("yarn") && !master.startsWith("k8s")) {
      return new ExecutorMemory(Long.MAX_VALUE, OVERHEAD);
    }
    double share = conf.getSizeAsMb("spark.executor.memory", "1g") * conf.getDouble(FACTOR, SHARE);
    long usual = Math.max(LEAST_MEGABYTES, (long) share);
    return new ExecutorMemory(conf.getSizeAsMb(OVERHEAD, usual + "m") << 20, OVERHEAD);
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.0f MB (%s)", bytes / 1e6, limit);
  }
}
