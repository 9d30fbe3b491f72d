package dev.stagewright.training;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** Reads the next batch while the current one is computed. */
final class Prefetch implements AutoCloseable {

  private final DataSetIterator batches;
  private final ExecutorService reader =
      Executors.newSingleThreadExecutor(
          task -> {
            Thread thread = new Thread(task, "stagewright-images");
            thread.setDaemon(true);
            return thread;
          });
  private @Nullable Future<DataSet> pending;

  Prefetch(DataSetIterator batches) {
    this.batches = batches;
    readAhead();
  }

  private void readAhead() {
    pending = batches.hasNext() ? reader.submit(() -> batches.next()) : null;
  }

  boolean hasNext() {
    return pending != null;
  }

  DataSet next() {
    Future<DataSet> current = pending;
    if (current == null) {
      throw new IllegalStateException("no more batches");
    }
    try {
      DataSet batch = current.get();
      readAhead();
      return batch;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      if (e.getCause() instanceof Error fault) { // out of memory, for example
        throw fault;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrainingException("The training run was interrupted");
    }
  }

  /**
   * Frees a batch's arrays at once: they lie outside of the heap, so that the collector would see
   * no reason to hurry.
   */
  static void release(DataSet batch) {
    for (INDArray array : new INDArray[] {batch.getFeatures(), batch.getLabels()}) {
      if (array.closeable()) {
        array.close();
      }
    }
  }

  @Override
  public void close() {
    reader.shutdownNow();
  }
}
