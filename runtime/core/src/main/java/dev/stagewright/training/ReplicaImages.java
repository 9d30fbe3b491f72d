package dev.stagewright.training;

import dev.stagewright.data.BatchPart;
import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Loading;
import dev.stagewright.data.ReadAhead;
import dev.stagewright.tasks.TaskCoding;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;

/** A replica's part of every batch, read ahead. */
final class ReplicaImages implements AutoCloseable {

  private final int size;
  private final ImageBatches whole;
  private final ImageBatches parts;
  private @Nullable ReadAhead<DataSet> ahead;
  private int epoch = -1;
  private int next;

  ReplicaImages(
      TrainingPlan plan,
      ImageSource source,
      ImageInput input,
      TaskCoding coding,
      Loading loading,
      BatchPart part) {
    this.size = source.size();
    this.whole = EpochLoop.batches(plan, source, input, coding, loading);
    this.parts = EpochLoop.batches(plan, source, input, coding, loading).part(part);
  }

  /** How many images an epoch has. */
  int size() {
    return size;
  }

  /** What a replica alone would train on. */
  ImageBatches whole() {
    return whole;
  }

  /**
   * Goes to a place of an epoch, unless it is there.
   *
   * @param images how many are behind
   * @return the parts of the batches from there on
   */
  ReadAhead<DataSet> at(int number, int images) {
    ReadAhead<DataSet> current = ahead;
    if (current == null || number != epoch || images != next) {
      if (current != null) {
        current.close();
      }
      parts.startEpoch(number, images);
      current = parts.readAhead();
      ahead = current;
      epoch = number;
      next = images;
    }
    return current;
  }

  /** Counts images, those of the other replicas among them. */
  void passed(int images) {
    next += images;
  }

  /** Has to be found again, after a batch that could not be read. */
  void lost() {
    epoch = -1;
  }

  @Override
  public void close() {
    if (ahead != null) {
      ahead.close();
    }
    parts.close();
    whole.close();
  }
}
