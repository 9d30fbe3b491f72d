package dev.stagewright.spark.executor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.engine.Precision;
import dev.stagewright.spark.LocalCluster;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequirementsTest {

  private static final ExecutorMemory ROOM = new ExecutorMemory(400_000_000, "a limit");

  private static ExecutorFacts facts(boolean open, String javaCpp, boolean fast, String engine) {
    return new ExecutorFacts(
        "executor 1 on h", open, javaCpp, "file:/a.jar", "4.14.0-1.5.14", ROOM, fast, fast, engine);
  }

  @Test
  void nothingIsMissing() {
    assertThat(
            new Requirements(Precision.BF16, 400_000_000)
                .faults(facts(true, "1.5.14", true, "onednn")))
        .isEmpty();
  }

  @Test
  void whatIsMissingIsToldWithWhatToDo() {
    assertThat(
            new Requirements(Precision.BF16, 500_000_000)
                .faults(facts(false, "1.5.7", false, "onednn")))
        .containsExactly(
            "executor 1 on h: Java's package sun.nio.ch is closed to Spark. Start the application with spark-submit, or add what Spark's documentation names for Java 17 (--add-opens) to Java's flags",
            "executor 1 on h: found JavaCPP 1.5.7 in file:/a.jar; OpenCV 4.14.0-1.5.14 needs 1.5.14. Take the older one off the executors' class path, or set spark.driver.userClassPathFirst and spark.executor.userClassPathFirst to true",
            "executor 1 on h: found 400 MB (a limit) outside of the Java heap; the network takes at least 500 MB. Raise that, or spark.executor.memory",
            "executor 1 on h: cannot compute in bfloat16, which the processor or the engine lacks (onednn). Choose the precision f32");
  }

  @Test
  void slowExecutorsAreNamed() {
    ExecutorFacts slow = facts(true, "1.5.14", false, "Deeplearning4j: onednn is off");

    assertThat(Requirements.warnings(List.of(facts(true, "1.5.14", true, "onednn"), slow)))
        .containsExactly(
            "Without AVX-512, and so slower than others and with other last bits: executor 1 on h",
            "Not on the engine: executor 1 on h: Deeplearning4j: onednn is off");
  }

  @ParameterizedTest
  @CsvSource({
    "spark://h:7077, 1g, , 8796093022207",
    "yarn, 1g, , 384",
    "yarn, 10g, , 1024",
    "k8s://h, 10g, 2g, 2048"
  })
  void containersLeaveTheOverhead(String master, String heap, String overhead, long megabytes) {
    SparkConf conf =
        new SparkConf(false).set("spark.master", master).set("spark.executor.memory", heap);
    if (overhead != null) {
      conf.set("spark.executor.memoryOverhead", overhead);
    }

    assertThat(ExecutorMemory.ofContainer(conf).bytes() >> 20).isEqualTo(megabytes);
  }

  @Test
  @ExtendWith(LocalCluster.class)
  void executorsAreLookedAt(SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());

    assertThatThrownBy(
            () -> ClusterCheck.require(context, new Requirements(Precision.F32, 1L << 40)))
        .hasMessageMatching(
            "(executor \\d+ on .*: found 1074 MB \\(-Dorg.bytedeco.javacpp.maxbytes\\) outside of the Java heap; the network takes at least 1099512 MB.*\n?){2}");
  }
}
