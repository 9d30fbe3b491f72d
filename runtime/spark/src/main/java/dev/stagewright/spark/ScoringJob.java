package dev.stagewright.spark;

import dev.stagewright.engine.Precision;
import dev.stagewright.spark.executor.ClusterException;
import java.util.List;
import java.util.function.Consumer;

/**
 * Scores picture files into a table with the columns of {@code stagewright predict}: path, label,
 * probability, error, and a number for every label; with a layer also features. Callers need no
 * class of Spark's.
 *
 * @param model the file that {@code stagewright train} saved
 * @param pictures files, or folders that are searched for files named as pictures are
 * @param output the folder that the table becomes, whose name ends in .parquet, .csv or .jsonl
 * @param layer whose features are written, too; empty for none
 * @param batchSize how many pictures are computed at once, from 1
 * @param precision what the engine computes in
 * @param threads of an executor's engine; 0 for as many as it has cores
 * @param allowed classes of the user's that the model may name
 * @param failFast whether a picture without a prediction ends the job
 */
public record ScoringJob(
    String model,
    List<String> pictures,
    String output,
    String layer,
    int batchSize,
    Precision precision,
    int threads,
    List<String> allowed,
    boolean failFast) {

  /** Copies the lists. */
  public ScoringJob {
    pictures = List.copyOf(pictures);
    allowed = List.copyOf(allowed);
  }

  /**
   * How it ended.
   *
   * @param pictures that were found
   * @param faults how many of them have no prediction
   */
  public record Outcome(long pictures, long faults) {}

  /**
   * Checks what can be checked without a cluster.
   *
   * @throws dev.stagewright.errors.StagewrightException if the output cannot be as it is asked for
   */
  public void check() {
    if (form() == TableForm.CSV && !layer.isEmpty()) {
      throw ClusterException.usage(
          "--features: has no effect with .csv, which has no lists; write to .parquet or .jsonl");
    }
  }

  TableForm form() {
    return TableForm.of(output);
  }

  /**
   * Runs in the application that spark-submit started, and ends it.
   *
   * @param warnings is told what is worth to know of the cluster
   * @return how it ended
   * @throws dev.stagewright.errors.StagewrightException if it cannot be done; the output may be
   *     there in part then
   */
  public Outcome run(Consumer<String> warnings) {
    check();
    return new ScoringRun(this).run(warnings);
  }
}
