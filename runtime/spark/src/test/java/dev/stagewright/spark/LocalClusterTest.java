package dev.stagewright.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(LocalCluster.class)
class LocalClusterTest {

  @Test
  void runsJobsInProcessesOfTheirOwn(SparkSession spark) {
    List<String> executors =
        JavaSparkContext.fromSparkContext(spark.sparkContext())
            .parallelize(List.of(1, 2), LocalCluster.EXECUTORS)
            .map(each -> SparkEnv.get().executorId() + " " + ProcessHandle.current().pid())
            .collect();

    assertThat(executors)
        .doesNotHaveDuplicates()
        .allMatch(executor -> !executor.endsWith(" " + ProcessHandle.current().pid()));
  }
}
