package dev.stagewright.data;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes batches while others are computed: several threads load pictures, and batches come in their
 * order, the same whatever the number of threads. Two batches are made ahead, which bounds the
 * memory. For one thread at a time; closing it stops the threads.
 *
 * @param <T> a batch that is made
 */
public final class ReadAhead<T> implements Iterator<T>, AutoCloseable {

  /**
   * A batch in the making.
   *
   * @param <T> what is made
   */
  interface Batch<T> {

    /** How many pictures it has. */
    int size();

    /** Loads a picture; called once for each, by several threads at the same time. */
    void load(int picture);

    /** The batch, once all pictures are loaded; null if none of them is left, to be passed over. */
    @Nullable T finish();

    /** Gives the memory back of a batch that is not finished. */
    void discard();
  }

  private record Pending<T>(Batch<T> batch, List<? extends Future<?>> pictures) {}

  /** One may be whole while another is in the making, so that no thread has to wait for long. */
  private static final int AHEAD = 2;

  private final Iterator<? extends Batch<T>> batches;
  private final ExecutorService threads;
  private final Deque<Pending<T>> pending = new ArrayDeque<>();

  /** Made, but not handed out yet. */
  private @Nullable T ready;

  private @Nullable Batch<T> readyBatch;

  ReadAhead(Iterator<? extends Batch<T>> batches, int threads) {
    this.batches = batches;
    this.threads =
        Executors.newFixedThreadPool(
            threads,
            task -> {
              Thread thread = new Thread(task, "stagewright-pictures");
              thread.setDaemon(true);
              return thread;
            });
    begin();
  }

  private void begin() {
    while (pending.size() < AHEAD && batches.hasNext()) {
      Batch<T> batch = batches.next();
      pending.add(
          new Pending<>(
              batch,
              IntStream.range(0, batch.size())
                  .mapToObj(picture -> threads.submit(() -> batch.load(picture)))
                  .toList()));
    }
  }

  /**
   * Waits for the next batch, if there may be one.
   *
   * @throws DataException if one of its pictures cannot be read, or the thread is interrupted
   */
  @Override
  public boolean hasNext() {
    while (ready == null && !pending.isEmpty()) {
      Pending<T> first = pending.element();
      ready = finish(first);
      readyBatch = ready == null ? null : first.batch();
    }
    return ready != null;
  }

  /**
   * Waits for the next batch.
   *
   * @return the batch
   * @throws DataException if one of its pictures cannot be read, or the thread is interrupted
   */
  @Override
  public T next() {
    T made = hasNext() ? ready : null;
    if (made == null) {
      throw new NoSuchElementException("there are no more batches");
    }
    ready = null;
    readyBatch = null;
    return made;
  }

  private @Nullable T finish(Pending<T> first) {
    try {
      for (Future<?> picture : first.pictures()) {
        picture.get();
      }
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
      throw new DataException("Interrupted while pictures were read", e);
    }
    @Nullable T batch = first.batch().finish();
    pending.remove();
    begin();
    return batch;
  }

  /** Stops the threads, and waits until they have: they write into the batches' memory. */
  @Override
  public void close() {
    threads.shutdownNow();
    boolean interrupted = false;
    boolean ended = false;
    while (!ended) {
      try {
        ended = threads.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    pending.forEach(unfinished -> unfinished.batch().discard());
    pending.clear();
    if (readyBatch != null) {
      readyBatch.discard();
    }
    ready = null;
    readyBatch = null;
  }
}
