package dev.stagewright.spark;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_position;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import dev.stagewright.errors.StagewrightException;
import dev.stagewright.spark.ScoringJob.Outcome;
import dev.stagewright.spark.executor.ClusterCheck;
import dev.stagewright.spark.executor.ClusterException;
import dev.stagewright.spark.executor.Requirements;
import dev.stagewright.tasks.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.ml.functions;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** A scoring job inside of Spark's driver. */
record ScoringRun(ScoringJob job) {

  private static final String PATH = "path";
  private static final String PREDICTION = "label";
  private static final String SHARES = "shares";
  private static final String FEATURES = "features";
  private static final String ERROR = "error";

  Outcome run(Consumer<String> warnings) {
    SparkSession session = SparkSession.builder().appName("stagewright").getOrCreate();
    try {
      return score(session, warnings);
    } catch (StagewrightException e) {
      throw e;
    } catch (RuntimeException e) {
      throw ClusterException.in(e).orElseThrow(() -> e);
    } finally {
      session.stop();
    }
  }

  Outcome score(SparkSession session, Consumer<String> warnings) {
    var spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    var table = new TableFolder(job.output(), job.form());
    table.requireNew(spark.hadoopConfiguration());
    ShippedModel shipped =
        ShippedModel.of(
            session.sparkContext(), job.model(), Set.copyOf(job.allowed()), job.layer());
    ClusterCheck.require(spark, new Requirements(job.precision(), 2 * shipped.parameterBytes()))
        .forEach(warnings);
    List<String> files = PictureListing.of(session, job.pictures());
    Observation counts = new Observation();
    Dataset<Row> scored =
        scorer()
            .transform(paths(session, spark, files))
            .select(columns(shipped))
            .observe(counts, count(lit(1)).as(PATH), count(col(ERROR)).as(ERROR));
    table.write(scored);
    return outcome(counts);
  }

  private static Outcome outcome(Observation counts) {
    try {
      var found = counts.getAsJava();
      return new Outcome(number(found, PATH), number(found, ERROR));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ClusterException.failure("Interrupted while Spark ran");
    }
  }

  private static long number(Map<String, ?> counts, String name) {
    return ((Number) Objects.requireNonNull(counts.get(name), name)).longValue();
  }

  private ImageScorer scorer() {
    return new ImageScorer()
        .setModel(job.model())
        .setInputCol(PATH)
        .setPredictionCol(PREDICTION)
        .setProbabilityCol(SHARES)
        .setErrorCol(ERROR)
        .setFeaturesCol(FEATURES)
        .setFeaturesLayer(job.layer())
        .setBatchSize(job.batchSize())
        .setPrecision(job.precision().toString())
        .setThreads(job.threads())
        .setAllowedClasses(job.allowed().toArray(String[]::new))
        .setHandleInvalid(job.failFast() ? "error" : "keep");
  }

  /** In whole batches, so that every picture is in the batch that one machine has it in. */
  private Dataset<Row> paths(SparkSession session, JavaSparkContext spark, List<String> files) {
    List<List<String>> parts = Partitions.of(files, job.batchSize(), spark.defaultParallelism());
    var rows = spark.parallelize(parts, parts.size()).flatMap(List::iterator);
    return session.createDataset(rows.rdd(), Encoders.STRING()).toDF(PATH);
  }

  /** The columns of predict's table. */
  private Column[] columns(ShippedModel shipped) {
    boolean regression = shipped.task() == Task.REGRESSION;
    Column numbers = numbers(regression ? PREDICTION : SHARES);
    List<Column> all = new ArrayList<>(List.of(col(PATH)));
    all.add(label(shipped.task()).as("label"));
    all.add(probability(shipped, numbers).as("probability"));
    all.add((job.failFast() ? lit(null).cast("string") : col(ERROR)).as(ERROR));
    for (int i = 0; i < shipped.labels().size(); i++) {
      String name = (regression ? "value:" : "p:") + shipped.labels().get(i);
      all.add(get(numbers, lit(i)).as(name));
    }
    if (!job.layer().isEmpty()) {
      all.add(numbers(FEATURES).as(FEATURES));
    }
    return all.toArray(Column[]::new);
  }

  /** Spark's function takes no null. */
  private static Column numbers(String vector) {
    return when(col(vector).isNotNull(), functions.vector_to_array(col(vector), "float32"));
  }

  private static Column label(Task task) {
    return task == Task.REGRESSION ? lit(null).cast("string") : col(PREDICTION);
  }

  /** Of the label that is told, where there is one. */
  private static Column probability(ShippedModel shipped, Column numbers) {
    if (shipped.task() == Task.REGRESSION || shipped.task() == Task.MULTI_LABEL) {
      return lit(null).cast("float");
    }
    Column labels =
        array(shipped.labels().stream().map(label -> lit(label)).toArray(Column[]::new));
    return get(numbers, array_position(labels, col(PREDICTION)).minus(1).cast("int"));
  }
}
