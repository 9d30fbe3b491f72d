package dev.stagewright.spark.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The executors that an application has, as Spark names places for tasks: {@code executor_HOST_ID}.
 * Its public interface tells how many there are, and a task where it runs.
 */
final class Places {

  private static final int ROLL_CALLS = 20;
  private static final int MILLIS = 100;

  /** Shorter identifiers first, so that 10 comes behind 9. */
  private static final Comparator<String> BY_NUMBER =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private Places() {}

  /**
   * How many executors there are now.
   *
   * @return 1 where the driver computes itself
   */
  static int count(JavaSparkContext spark) {
    // The driver is counted, too.
    return Math.max(1, spark.statusTracker().getExecutorInfos().length - 1);
  }

  /**
   * Waits for executors.
   *
   * @param wanted how many are waited for
   * @param seconds how long at most
   */
  static void await(JavaSparkContext spark, int wanted, int seconds) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    while (count(spark) < wanted && System.nanoTime() < end) {
      Thread.sleep(MILLIS);
    }
  }

  /** Where they are, in the order of their numbers. */
  static List<String> of(JavaSparkContext spark) {
    SortedMap<String, String> found = new TreeMap<>(BY_NUMBER);
    for (int call = 0; call < ROLL_CALLS && found.size() < count(spark); call++) {
      int tasks = Math.max(count(spark), spark.defaultParallelism());
      List<Integer> numbers = IntStream.range(0, tasks).boxed().toList();
      spark
          .parallelize(numbers, tasks)
          .map(
              number -> {
                Thread.sleep(MILLIS); // so that the others get some
                SparkEnv here = SparkEnv.get();
                return List.of(here.executorId(), here.blockManager().blockManagerId().host());
              })
          .collect()
          .forEach(
              executor ->
                  found.put(
                      executor.get(0),
                      "executor_%s_%s".formatted(executor.get(1), executor.get(0))));
    }
    return new ArrayList<>(found.values());
  }
}
