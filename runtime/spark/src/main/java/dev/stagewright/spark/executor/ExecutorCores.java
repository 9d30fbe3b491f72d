package dev.stagewright.spark.executor;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;

/**
 * The processors that an executor may use, and how many tasks share them.
 *
 * @param cores of the executor, from 1
 * @param tasks how many run at the same time at most, from 1
 */
public record ExecutorCores(int cores, int tasks) {

  private static final String CORES = "spark.executor.cores";
  private static final String TASK_CPUS = "spark.task.cpus";

  private static final Pattern LOCAL = Pattern.compile("local\\[(\\d+)(?:, *\\d+)?]");
  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[ *\\d+ *, *(\\d+) *, *\\d+ *]");

  /** In this process, which is an executor or runs tasks itself. */
  public static ExecutorCores here() {
    return of(SparkEnv.get().conf(), Runtime.getRuntime().availableProcessors());
  }

  /**
   * What Spark's settings give an executor. Where they leave it open, YARN and Kubernetes give one
   * core, a standalone worker all of its own.
   *
   * @param conf of the application
   * @param processors of the machine, or of the container
   */
  static ExecutorCores of(SparkConf conf, int processors) {
    int cores = cores(conf, processors);
    return new ExecutorCores(cores, Math.max(1, cores / conf.getInt(TASK_CPUS, 1)));
  }

  private static int cores(SparkConf conf, int processors) {
    String master = conf.get("spark.master", "");
    Matcher local = LOCAL.matcher(master);
    if (local.matches()) {
      return Integer.parseInt(local.group(1));
    }
    if (master.equals("local")) {
      return 1;
    }
    if (conf.contains(CORES)) {
      return conf.getInt(CORES, 1);
    }
    Matcher cluster = LOCAL_CLUSTER.matcher(master);
    if (cluster.matches()) {
      return Integer.parseInt(cluster.group(1));
    }
    return master.startsWith("yarn") || master.startsWith("k8s") ? 1 : processors;
  }

  /**
   * A task's part of the threads that do not work for all tasks together, such as those that read
   * pictures.
   *
   * @return from 1
   */
  public int threadsPerTask() {
    return Math.max(1, cores / tasks);
  }
}
