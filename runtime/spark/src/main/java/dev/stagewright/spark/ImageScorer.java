package dev.stagewright.spark;

import dev.stagewright.engine.Precision;
import dev.stagewright.spark.executor.ClusterException;
import dev.stagewright.tasks.Task;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.Identifiable;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Tells what pictures show, in a column of their bytes (such as {@code content} of Spark's {@code
 * binaryFile}) or of their paths, with a model that {@code stagewright train} saved. A stage of
 * Spark's ML pipelines; works in batches and in Structured Streaming.
 *
 * <p>It adds columns:
 *
 * <ul>
 *   <li>{@code predictionCol}: the label; of a model of several labels an array of those that
 *       apply; of regression a vector of values;
 *   <li>{@code probabilityCol}: a vector of the probabilities of all labels, whose names the
 *       column's metadata have under {@code labels}; none for regression;
 *   <li>{@code featuresCol}, if {@code featuresLayer} names a layer: its output, of maps the mean
 *       over their cells;
 *   <li>{@code errorCol}: why there is no prediction, null if there is one; the other columns are
 *       null then. With {@code handleInvalid} = {@code error} there is no such column: a picture
 *       without a prediction ends the job.
 * </ul>
 *
 * <p>Every executor has one engine, whatever its cores, whose threads compute one batch after the
 * other; a partition's pictures are read meanwhile. A partition is cut into batches in its order:
 * the same batches give the same bits as {@code stagewright predict}, others the same up to 1e-6.
 *
 * <pre>{@code
 * Dataset<Row> pictures = spark.read().format("binaryFile").load("hdfs:///pictures");
 * new ImageScorer().setModel("hdfs:///model.zip").transform(pictures).select("path", "prediction");
 * }</pre>
 */
public final class ImageScorer extends ScorerParams implements MLWritable {

  /** Makes a scorer, which needs a model. */
  public ImageScorer() {
    this(Identifiable.randomUID("ImageScorer"));
  }

  /**
   * Makes a scorer, as Spark does when it reads or copies one.
   *
   * @param uid tells it from others
   */
  public ImageScorer(String uid) {
    super(uid);
  }

  /**
   * Chooses the model.
   *
   * @param file that {@code stagewright train} saved, of any file system that Spark knows
   * @return this
   */
  public ImageScorer setModel(String file) {
    set(model(), file);
    return this;
  }

  /**
   * Chooses the pictures.
   *
   * @param column of bytes, or of paths
   * @return this
   */
  public ImageScorer setInputCol(String column) {
    set(inputCol(), column);
    return this;
  }

  /**
   * Names the column of labels or values.
   *
   * @param column that is added
   * @return this
   */
  public ImageScorer setPredictionCol(String column) {
    set(predictionCol(), column);
    return this;
  }

  /**
   * Names the column of probabilities.
   *
   * @param column that is added
   * @return this
   */
  public ImageScorer setProbabilityCol(String column) {
    set(probabilityCol(), column);
    return this;
  }

  /**
   * Names the column of features.
   *
   * @param column that is added if a layer is named
   * @return this
   */
  public ImageScorer setFeaturesCol(String column) {
    set(featuresCol(), column);
    return this;
  }

  /**
   * Names the column of reasons.
   *
   * @param column that is added unless such pictures end the job
   * @return this
   */
  public ImageScorer setErrorCol(String column) {
    set(errorCol(), column);
    return this;
  }

  /**
   * Asks for features.
   *
   * @param layer of the network, such as the end of a stage, by its name in {@code stagewright
   *     summary}; empty for none
   * @return this
   */
  public ImageScorer setFeaturesLayer(String layer) {
    set(featuresLayer(), layer);
    return this;
  }

  /**
   * Chooses what becomes of a picture without a prediction.
   *
   * @param rule {@code keep} or {@code error}
   * @return this
   */
  public ImageScorer setHandleInvalid(String rule) {
    set(handleInvalid(), rule);
    return this;
  }

  /**
   * Chooses what the engine computes in.
   *
   * @param type {@code f32} or {@code bf16}
   * @return this
   */
  public ImageScorer setPrecision(String type) {
    set(precision(), type);
    return this;
  }

  /**
   * Chooses the size of batches.
   *
   * @param pictures from 1
   * @return this
   */
  public ImageScorer setBatchSize(int pictures) {
    set(batchSize(), pictures);
    return this;
  }

  /**
   * Chooses the threads of an executor's engine.
   *
   * @param count from 1; 0 for as many as the executor has cores
   * @return this
   */
  public ImageScorer setThreads(int count) {
    set(threads(), count);
    return this;
  }

  /**
   * Allows classes of yours, such as layers, from jars that the application brings.
   *
   * @param names binary names
   * @return this
   */
  public ImageScorer setAllowedClasses(String[] names) {
    set(allowedClasses(), names);
    return this;
  }

  @Override
  public ImageScorer copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return added(schema, shipped(SparkSession.active().sparkContext()));
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    SparkContext spark = dataset.sparkSession().sparkContext();
    ShippedModel shipped = shipped(spark);
    StructType schema = dataset.schema();
    StructType added = added(schema, shipped);
    Scoring scoring =
        new Scoring(
            shipped,
            pictures(schema, spark),
            columns(shipped.task()),
            number(batchSize()),
            Precision.of("precision", getOrDefault(precision())),
            number(threads()),
            List.of(getOrDefault(allowedClasses())),
            getOrDefault(featuresLayer()),
            isFailing());
    return dataset.toDF().mapPartitions(scoring, Encoders.row(added));
  }

  private boolean isFailing() {
    return getOrDefault(handleInvalid()).equals(ERROR);
  }

  /** Checks the settings and ships the model. */
  private ShippedModel shipped(SparkContext spark) {
    if (!isDefined(model())) {
      throw ClusterException.usage("model: found none; set the file that stagewright train saved");
    }
    if (!List.of(KEEP, ERROR).contains(getOrDefault(handleInvalid()))) {
      throw ClusterException.usage(
          "handleInvalid: found \"%s\"; expected %s or %s"
              .formatted(getOrDefault(handleInvalid()), KEEP, ERROR));
    }
    atLeast(1, batchSize());
    atLeast(0, threads());
    Precision.of("precision", getOrDefault(precision()));
    return ShippedModel.of(
        spark,
        getOrDefault(model()),
        Set.copyOf(Arrays.asList(getOrDefault(allowedClasses()))),
        getOrDefault(featuresLayer()));
  }

  private int number(IntParam param) {
    return (Integer) getOrDefault(param);
  }

  private void atLeast(int least, IntParam param) {
    int found = number(param);
    if (found < least) {
      throw ClusterException.usage(
          String.format(
              Locale.ROOT, "%s: found %d; expected at least %d", param.name(), found, least));
    }
  }

  private ScoreColumns columns(Task task) {
    return new ScoreColumns(
        task,
        getOrDefault(predictionCol()),
        getOrDefault(probabilityCol()),
        getOrDefault(featuresLayer()).isEmpty() ? "" : getOrDefault(featuresCol()),
        isFailing() ? "" : getOrDefault(errorCol()));
  }

  private StructType added(StructType schema, ShippedModel shipped) {
    input(schema);
    StructType all = columns(shipped.task()).addTo(schema, shipped.labels());
    List<String> names = Arrays.asList(all.fieldNames());
    for (int i = schema.size(); i < names.size(); i++) {
      if (names.indexOf(names.get(i)) < i) {
        throw ClusterException.usage(
            "The column \"%s\" is there already: give the one that scoring adds another name, with predictionCol, probabilityCol, featuresCol or errorCol"
                .formatted(names.get(i)));
      }
    }
    return all;
  }

  /** The place of the column of pictures. */
  private int input(StructType schema) {
    String name = getOrDefault(inputCol());
    int place = Arrays.asList(schema.fieldNames()).indexOf(name);
    if (place < 0) {
      throw ClusterException.usage(
          "inputCol: found \"%s\"; the columns are %s"
              .formatted(name, String.join(", ", schema.fieldNames())));
    }
    DataType type = schema.fields()[place].dataType();
    if (!type.equals(DataTypes.BinaryType) && !type.equals(DataTypes.StringType)) {
      throw ClusterException.usage(
          "inputCol: found \"%s\" of %s; expected binary, pictures' bytes, or string, their paths"
              .formatted(name, type.simpleString()));
    }
    return place;
  }

  private RowPictures pictures(StructType schema, SparkContext spark) {
    int place = input(schema);
    if (schema.fields()[place].dataType().equals(DataTypes.BinaryType)) {
      int path = Arrays.asList(schema.fieldNames()).indexOf(PATH);
      boolean text = path >= 0 && schema.fields()[path].dataType().equals(DataTypes.StringType);
      return new RowPictures(place, text ? path : -1, null);
    }
    Broadcast<SerializableConfiguration> files =
        JavaSparkContext.fromSparkContext(spark)
            .broadcast(new SerializableConfiguration(spark.hadoopConfiguration()));
    return new RowPictures(place, place, files);
  }

  @Override
  public MLWriter write() {
    return new ScorerFiles.Writer(this);
  }

  /**
   * Reads scorers that {@link #write} wrote, alone or in a pipeline.
   *
   * @return a reader
   */
  public static MLReader<ImageScorer> read() {
    return new ScorerFiles.Reader();
  }

  /**
   * Reads a scorer with its model.
   *
   * @param path of a folder that {@link #write} wrote
   * @return the scorer
   */
  public static ImageScorer load(String path) {
    return read().load(path);
  }
}
