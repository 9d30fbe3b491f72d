package dev.stagewright.spark;

import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.StringArrayParam;

/** What an {@link ImageScorer} can be set to, in the form of Spark ML. */
public abstract class ScorerParams extends Transformer {

  static final String KEEP = "keep";
  static final String ERROR = "error";
  static final String PATH = "path";

  private final String uid;
  private final Param<String> model;
  private final Param<String> inputCol;
  private final Param<String> predictionCol;
  private final Param<String> probabilityCol;
  private final Param<String> featuresCol;
  private final Param<String> errorCol;
  private final Param<String> featuresLayer;
  private final Param<String> handleInvalid;
  private final Param<String> precision;
  private final IntParam batchSize;
  private final IntParam threads;
  private final StringArrayParam allowedClasses;

  ScorerParams(String uid) {
    this.uid = uid;
    model = text("model", "the file that stagewright train saved, of any file system of Spark's");
    inputCol = text("inputCol", "the column of pictures' bytes or paths");
    predictionCol = text("predictionCol", "the column of labels or values");
    probabilityCol = text("probabilityCol", "the column of probabilities");
    featuresCol = text("featuresCol", "the column of the features of featuresLayer");
    errorCol = text("errorCol", "the column of reasons why there is no prediction");
    featuresLayer = text("featuresLayer", "the layer whose features are told; empty for none");
    handleInvalid =
        text("handleInvalid", "of a picture without a prediction: keep the row, or error");
    precision = text("precision", "what the engine computes in: f32 or bf16");
    batchSize = new IntParam(this, "batchSize", "how many pictures are computed at once");
    threads =
        new IntParam(this, "threads", "of an executor's engine; 0 for as many as it has cores");
    allowedClasses =
        new StringArrayParam(this, "allowedClasses", "classes of yours that the model may name");
    setDefault(inputCol, "content");
    setDefault(predictionCol, "prediction");
    setDefault(probabilityCol, "probability");
    setDefault(featuresCol, "features");
    setDefault(errorCol, ERROR);
    setDefault(featuresLayer, "");
    setDefault(handleInvalid, KEEP);
    setDefault(precision, "f32");
    setDefault(batchSize, 16);
    setDefault(threads, 0);
    setDefault(allowedClasses, new String[0]);
  }

  private Param<String> text(String name, String description) {
    return new Param<>(this, name, description);
  }

  @Override
  public String uid() {
    return uid;
  }

  /** The model's file. */
  public Param<String> model() {
    return model;
  }

  /** The column of pictures' bytes or paths; {@code content} if nothing is set. */
  public Param<String> inputCol() {
    return inputCol;
  }

  /** The column of labels or values; {@code prediction} if nothing is set. */
  public Param<String> predictionCol() {
    return predictionCol;
  }

  /** The column of probabilities; {@code probability} if nothing is set. */
  public Param<String> probabilityCol() {
    return probabilityCol;
  }

  /** The column of features; {@code features} if nothing is set. */
  public Param<String> featuresCol() {
    return featuresCol;
  }

  /** The column of reasons; {@code error} if nothing is set. */
  public Param<String> errorCol() {
    return errorCol;
  }

  /** The layer whose features are told; none if nothing is set. */
  public Param<String> featuresLayer() {
    return featuresLayer;
  }

  /** {@code keep}, if nothing is set, or {@code error}. */
  public Param<String> handleInvalid() {
    return handleInvalid;
  }

  /** {@code f32}, if nothing is set, or {@code bf16}. */
  public Param<String> precision() {
    return precision;
  }

  /** How many pictures are computed at once, from 1; 16 if nothing is set. */
  public IntParam batchSize() {
    return batchSize;
  }

  /** Of an executor's engine; 0, if nothing is set, for as many as the executor has cores. */
  public IntParam threads() {
    return threads;
  }

  /** Classes of yours that the model may name; none if nothing is set. */
  public StringArrayParam allowedClasses() {
    return allowedClasses;
  }
}
