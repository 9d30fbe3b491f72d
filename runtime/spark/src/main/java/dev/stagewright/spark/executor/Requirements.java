package dev.stagewright.spark.executor;

import dev.stagewright.engine.Precision;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What a job needs of every executor, told in one message where it is missing.
 *
 * @param precision that is asked for
 * @param bytes outside of the Java heap, at least
 */
public record Requirements(Precision precision, long bytes) implements Serializable {

  /**
   * What one process lacks.
   *
   * @param facts of an executor
   * @return messages with what to do; empty if all is fine
   */
  public List<String> faults(ExecutorFacts facts) {
    List<String> faults = new ArrayList<>();
    if (!facts.open()) {
      faults.add(
          "%s: Java's package sun.nio.ch is closed to Spark. Start the application with spark-submit, or add what Spark's documentation names for Java 17 (--add-opens) to Java's flags"
              .formatted(facts.name()));
    }
    if (!facts.openCv().endsWith("-" + facts.javaCpp())) {
      faults.add(
          "%s: found JavaCPP %s in %s; OpenCV %s needs %s. Take the older one off the executors' class path, or set spark.driver.userClassPathFirst and spark.executor.userClassPathFirst to true"
              .formatted(
                  facts.name(),
                  facts.javaCpp(),
                  facts.javaCppJar(),
                  facts.openCv(),
                  facts.openCv().replaceFirst(".*-", "")));
    }
    if (facts.memory().bytes() < bytes) {
      faults.add(
          String.format(
              Locale.ROOT,
              "%s: found %s outside of the Java heap; the network takes at least %.0f MB. Raise that, or spark.executor.memory",
              facts.name(),
              facts.memory(),
              bytes / 1e6));
    }
    if (precision == Precision.BF16 && !facts.bf16()) {
      faults.add(
          "%s: cannot compute in bfloat16, which the processor or the engine lacks (%s). Choose the precision f32"
              .formatted(facts.name(), facts.engine()));
    }
    return faults;
  }

  /**
   * Checks one process.
   *
   * @param facts of an executor
   * @throws ClusterException with all that it lacks
   */
  public void check(ExecutorFacts facts) {
    List<String> faults = faults(facts);
    if (!faults.isEmpty()) {
      throw ClusterException.failure(String.join("\n", faults));
    }
  }

  /**
   * What is worth to know of a cluster, though nothing is missing.
   *
   * @param executors all that were seen
   * @return messages; empty if there is nothing to tell
   */
  public static List<String> warnings(Collection<ExecutorFacts> executors) {
    List<String> warnings = new ArrayList<>();
    List<String> slow =
        executors.stream().filter(each -> !each.avx512()).map(ExecutorFacts::name).toList();
    if (!slow.isEmpty()) {
      warnings.add(
          "Without AVX-512, and so slower than others and with other last bits: "
              + String.join(", ", slow));
    }
    executors.stream()
        .filter(each -> each.engine().startsWith("Deeplearning4j"))
        .collect(
            Collectors.groupingBy(
                ExecutorFacts::engine,
                Collectors.mapping(ExecutorFacts::name, Collectors.joining(", "))))
        .forEach((engine, names) -> warnings.add("Not on the engine: " + names + ": " + engine));
    return warnings;
  }
}
