package dev.stagewright.spark.executor;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;

/** Looks at the executors before a job starts. One that comes later checks itself. */
public final class ClusterCheck {

  /** So that an executor which is a moment late gets one, too. */
  private static final int TASKS_PER_CORE = 4;

  private ClusterCheck() {}

  /**
   * Checks every executor that runs now.
   *
   * @param spark the application
   * @param required what the job needs
   * @return what is worth to know, though nothing is missing
   * @throws ClusterException with all that is missing, one line each
   */
  public static List<String> require(JavaSparkContext spark, Requirements required) {
    int tasks = TASKS_PER_CORE * spark.defaultParallelism();
    Map<String, ExecutorFacts> executors = new TreeMap<>();
    spark
        .parallelize(IntStream.range(0, tasks).boxed().toList(), tasks)
        .map(task -> ExecutorFacts.here())
        .collect()
        .forEach(facts -> executors.put(facts.name(), facts));
    String faults = faults(executors.values(), required);
    if (!faults.isEmpty()) {
      throw ClusterException.failure(faults);
    }
    return Requirements.warnings(executors.values());
  }

  private static String faults(Collection<ExecutorFacts> executors, Requirements required) {
    return executors.stream()
        .flatMap(facts -> required.faults(facts).stream())
        .collect(Collectors.joining("\n"));
  }
}
