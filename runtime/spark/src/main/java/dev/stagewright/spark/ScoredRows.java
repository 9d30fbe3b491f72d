package dev.stagewright.spark;

import dev.stagewright.data.Loading;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.data.PictureBatch;
import dev.stagewright.data.ReadAhead;
import dev.stagewright.engine.BatchMemoryException;
import dev.stagewright.errors.StagewrightException;
import dev.stagewright.spark.ScoringModel.Score;
import dev.stagewright.spark.executor.ClusterException;
import dev.stagewright.spark.executor.ExecutorCores;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Queue;
import org.apache.spark.sql.Row;

/**
 * Scores a partition batch by batch, and hands rows out one by one in their order. At most three
 * batches of rows are held, so that memory does not grow with the partition.
 */
final class ScoredRows implements Iterator<Row>, AutoCloseable {

  private final Scoring scoring;
  private final ScoringModel model;
  private final ReadAhead<PictureBatch> batches;

  /** Of the pictures that are read ahead. */
  private final Queue<Row> waiting = new ArrayDeque<>();

  private final Queue<Row> ready = new ArrayDeque<>();

  ScoredRows(Iterator<Row> rows, Scoring scoring, ScoringModel model, ExecutorCores cores) {
    this.scoring = scoring;
    this.model = model;
    Iterator<NamedPicture> pictures =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            return rows.hasNext();
          }

          @Override
          public NamedPicture next() {
            Row row = rows.next();
            waiting.add(row);
            return scoring.pictures().of(row);
          }
        };
    Loading loading = Loading.DEFAULT.withThreads(cores.threadsPerTask());
    this.batches = PictureBatch.readAhead(pictures, model.input(), scoring.batchSize(), loading);
  }

  @Override
  public boolean hasNext() {
    return !ready.isEmpty() || batches.hasNext();
  }

  @Override
  public Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException("there are no more rows");
    }
    if (ready.isEmpty()) {
      try (PictureBatch batch = batches.next()) {
        score(batch);
      } catch (BatchMemoryException e) {
        throw ClusterException.failure(
            "%s; on Spark they go into spark.executor.extraJavaOptions, with as much in spark.executor.memoryOverhead, and the batch's size is batchSize (--batch-size)"
                .formatted(e.getMessage()));
      } catch (StagewrightException e) {
        throw ClusterException.of(e);
      }
    }
    return ready.remove();
  }

  private void score(PictureBatch batch) {
    List<Score> scores = model.score(batch.whole());
    for (int i = 0; i < scores.size(); i++) {
      ready.add(row(waiting.remove(), batch, i, scores.get(i)));
    }
  }

  private Row row(Row row, PictureBatch batch, int picture, Score score) {
    RuntimeException fault = batch.fault(picture);
    String reason = fault == null ? unusable(score, batch.name(picture)) : message(fault);
    if (reason.isEmpty()) {
      return scoring.columns().scored(row, score, model.columns());
    }
    if (scoring.failing()) {
      throw ClusterException.failure(reason);
    }
    return scoring.columns().faulty(row, reason);
  }

  private static String message(RuntimeException fault) {
    return fault instanceof StagewrightException ? String.valueOf(fault.getMessage()) : "" + fault;
  }

  /** Empty if all numbers are finite. */
  private static String unusable(Score score, String picture) {
    return Arrays.stream(score.values().toArray()).allMatch(Double::isFinite)
        ? ""
        : picture
            + ": the prediction is not finite. The network's parameters are damaged, or overflow on this picture";
  }

  /** Ends the threads that read pictures. */
  @Override
  public void close() {
    batches.close();
  }
}
