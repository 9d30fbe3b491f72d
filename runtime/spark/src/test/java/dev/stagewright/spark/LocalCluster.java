package dev.stagewright.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests a session on a cluster of two executors of one core and 1 GB of heap, processes of
 * their own. All test classes share it, since starting it takes seconds.
 */
public final class LocalCluster implements ParameterResolver {

  /** How many executors there are, of one core each. */
  public static final int EXECUTORS = 2;

  /** Of an executor: memory for arrays outside of the heap, and for all of the process. */
  private static final String MEMORY =
      "-Dorg.bytedeco.javacpp.maxbytes=1g -Dorg.bytedeco.javacpp.maxphysicalbytes=3g";

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
    return parameter.getParameter().getType() == SparkSession.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
    return test.getRoot()
        .getStore(Namespace.create(LocalCluster.class))
        .computeIfAbsent(Running.class)
        .session();
  }

  /** Starts one; the caller stops it. */
  public static SparkSession start() {
    try {
      // Spark looks for its own jars there; here they are on the class path.
      Files.createDirectories(Path.of(System.getenv("SPARK_HOME"), "jars"));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return SparkSession.builder()
        .master(String.format(Locale.ROOT, "local-cluster[%d,1,1024]", EXECUTORS))
        .appName("tests")
        .config("spark.ui.enabled", false)
        .config("spark.driver.host", "localhost")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.executor.memory", "1g")
        .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
        .config("spark.executor.extraJavaOptions", MEMORY)
        // Jobs begin when all executors are there.
        .config("spark.cores.max", EXECUTORS)
        .config("spark.scheduler.minRegisteredResourcesRatio", 1)
        .config("spark.sql.shuffle.partitions", EXECUTORS)
        .getOrCreate();
  }

  /** Stopped by JUnit at the end of all tests. */
  private static final class Running implements AutoCloseable {

    private final SparkSession session = start();

    SparkSession session() {
      return session;
    }

    @Override
    public void close() {
      session.stop();
    }
  }
}
