package dev.stagewright.spark.executor;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * What an executor keeps from task to task, such as a model on the engine: one object for a key,
 * however many tasks use it at the same time. Of those that no task uses, the two used last are
 * kept; others are closed, so that an executor which lives for days does not fill up.
 */
public final class ExecutorObjects {

  /** Kept though no task uses them: two that take turns need not be made again and again. */
  private static final int UNUSED = 2;

  /** The executor's own. */
  private static final ExecutorObjects HERE = new ExecutorObjects();

  /** The one used last comes last. */
  private final Map<String, Entry> entries = new LinkedHashMap<>();

  /** For tests; all others use {@link #use}. */
  ExecutorObjects() {}

  private static final class Entry {
    final AutoCloseable object;
    int users;

    Entry(AutoCloseable object) {
      this.object = object;
    }
  }

  /**
   * Uses the object of a key, which is made if there is none. Others wait meanwhile.
   *
   * @param <T> its type, the same for every use of the key
   * @param key says what it is: for a model its content and its settings
   * @param type its class
   * @param making makes it
   * @return to be closed at the end of the use. An object that has to stay is held by a use that is
   *     not closed
   */
  public static <T extends AutoCloseable> Use<T> use(
      String key, Class<T> type, Supplier<? extends T> making) {
    return HERE.begin(key, type, making);
  }

  synchronized <T extends AutoCloseable> Use<T> begin(
      String key, Class<T> type, Supplier<? extends T> making) {
    Entry entry = entries.remove(key);
    if (entry == null) {
      closeUnused(UNUSED - 1);
      entry = new Entry(making.get());
    }
    entry.users++;
    entries.put(key, entry);
    return new Use<>(this, key, type.cast(entry.object));
  }

  private synchronized void end(String key) {
    Entry entry = entries.remove(key);
    if (entry != null) {
      entry.users--;
      entries.put(key, entry);
    }
    closeUnused(UNUSED);
  }

  /** Closes the unused ones that were not used for longest. */
  private void closeUnused(int most) {
    long unused = entries.values().stream().filter(entry -> entry.users == 0).count();
    var all = entries.values().iterator();
    while (unused > most) {
      Entry entry = all.next();
      if (entry.users == 0) {
        all.remove();
        unused--;
        close(entry.object);
      }
    }
  }

  private static void close(AutoCloseable object) {
    try {
      object.close();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(object + ": cannot be closed", e);
    }
  }

  /**
   * One task's use of an object.
   *
   * @param <T> its type
   */
  public static final class Use<T> implements AutoCloseable {

    private final ExecutorObjects objects;
    private final String key;
    private final T object;
    private final AtomicBoolean ended = new AtomicBoolean();

    private Use(ExecutorObjects objects, String key, T object) {
      this.objects = objects;
      this.key = key;
      this.object = object;
    }

    /** The object, for as long as this is not closed. */
    public T get() {
      return object;
    }

    /** Ends the use; further calls do nothing. */
    @Override
    public void close() {
      if (ended.compareAndSet(false, true)) {
        objects.end(key);
      }
    }
  }
}
