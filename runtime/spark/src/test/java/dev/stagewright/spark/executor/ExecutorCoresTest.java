package dev.stagewright.spark.executor;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExecutorCoresTest {

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "spark://host:7077, , , 8, 8",
        "spark://host:7077, 4, , 4, 4",
        "spark://host:7077, 4, 2, 4, 2",
        "spark://host:7077, 4, 8, 4, 1",
        "yarn, , , 1, 1",
        "k8s://https://host:6443, , , 1, 1",
        "yarn, 5, , 5, 5",
        "local, 3, , 1, 1",
        "local[3], , , 3, 3",
        "\"local[3,2]\", , , 3, 3",
        "local[*], , , 8, 8",
        "\"local-cluster[2,3,1024]\", , , 3, 3",
      })
  void followSparksSettings(
      String master, String executorCores, String taskCpus, int cores, int tasks) {
    SparkConf conf = new SparkConf(false).set("spark.master", master);
    if (executorCores != null) {
      conf.set("spark.executor.cores", executorCores);
    }
    if (taskCpus != null) {
      conf.set("spark.task.cpus", taskCpus);
    }

    assertThat(ExecutorCores.of(conf, 8)).isEqualTo(new ExecutorCores(cores, tasks));
  }
}
