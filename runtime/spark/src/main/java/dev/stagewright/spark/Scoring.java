package dev.stagewright.spark;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Precision;
import dev.stagewright.engine.Threads;
import dev.stagewright.spark.executor.ExecutorCores;
import dev.stagewright.spark.executor.ExecutorFacts;
import dev.stagewright.spark.executor.ExecutorObjects;
import dev.stagewright.spark.executor.Requirements;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.TaskCompletionListener;

/**
 * What a task does with its partition: pictures are read ahead of the batches that are computed.
 *
 * @param model that computes
 * @param pictures reads them from rows
 * @param columns that rows get
 * @param batchSize how many pictures are computed at once, from 1
 * @param precision what the engine computes in
 * @param threads of an executor's engine; 0 for as many as the executor has cores
 * @param allowed the classes of the user's that the model may name
 * @param layer whose features are wanted; empty for none
 * @param failing whether a picture without a prediction ends the job
 */
record Scoring(
    ShippedModel model,
    RowPictures pictures,
    ScoreColumns columns,
    int batchSize,
    Precision precision,
    int threads,
    List<String> allowed,
    String layer,
    boolean failing)
    implements MapPartitionsFunction<Row, Row>, Serializable {

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    if (!rows.hasNext()) {
      return rows; // without loading a model
    }
    var use = ExecutorObjects.use(key(), ScoringModel.class, this::load);
    atEnd(use::close);
    ScoredRows scored = new ScoredRows(rows, this, use.get(), ExecutorCores.here());
    // Listeners are called in reverse: the pictures' threads end before the model goes.
    atEnd(scored::close);
    return scored;
  }

  private static void atEnd(Runnable closing) {
    TaskCompletionListener listener = task -> closing.run();
    TaskContext.get().addTaskCompletionListener(listener);
  }

  private String key() {
    return String.join(
        " ", "scoring", model.digest(), precision.toString(), String.valueOf(cores()), layer);
  }

  /** Of the engine. They work for one batch after the other, whichever task it is of. */
  private int cores() {
    return threads > 0 ? threads : Math.min(ExecutorCores.here().cores(), Threads.most());
  }

  private ScoringModel load() {
    new Requirements(precision, needed()).check(ExecutorFacts.here());
    EngineSettings settings = EngineSettings.chosen().withPrecision(precision).withThreads(cores());
    return model.load(Set.copyOf(allowed), settings, layer);
  }

  /** Parameters, and what the engine makes of them. */
  private long needed() {
    return 2 * model.parameterBytes();
  }
}
