package dev.stagewright.serve;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpStatus;

/**
 * The models of a server by name. One is replaced between two requests: those that the old one took
 * are answered by it, all others by the new one.
 */
final class ServedModels implements AutoCloseable {

  private final ReadWriteLock lock = new ReentrantReadWriteLock();

  /** Empty for a model that is still being loaded. */
  private final Map<String, Optional<ServedModel>> models = new TreeMap<>();

  private boolean closed;

  ServedModels(List<String> names) {
    names.forEach(name -> models.put(name, Optional.empty()));
  }

  List<String> names() {
    return locked(() -> List.copyOf(models.keySet()));
  }

  boolean areReady() {
    return locked(() -> !closed && models.values().stream().allMatch(Optional::isPresent));
  }

  /** The model, if it is ready now. */
  Optional<ServedModel> find(String name) {
    return locked(
        () -> {
          Optional<ServedModel> model = models.get(name);
          if (model == null) {
            throw new HttpFault(
                HttpStatus.NOT_FOUND_404, "There is no model \"" + name + "\" here");
          }
          return model;
        });
  }

  /**
   * Hands work to a model. It is not replaced before that returns, so that it takes the work.
   *
   * @throws HttpFault if there is no such model, or it is not ready
   */
  <T> T use(String name, Function<ServedModel, T> work) {
    return locked(
        () -> work.apply(find(name).orElseThrow(() -> HttpFault.notReady("The model " + name))));
  }

  /**
   * Puts a warm model in its place; the one that was there answers what it took and is closed.
   *
   * @param model makes it of its version
   */
  ServedModel put(String name, IntFunction<ServedModel> model) {
    Optional<ServedModel> before;
    ServedModel now;
    lock.writeLock().lock();
    try {
      before = models.getOrDefault(name, Optional.empty());
      now = model.apply(before.map(ServedModel::version).orElse(0) + 1);
      models.put(name, Optional.of(now));
    } finally {
      lock.writeLock().unlock();
    }
    before.ifPresent(old -> old.classifier().close());
    return now;
  }

  private <T> T locked(Supplier<T> work) {
    lock.readLock().lock();
    try {
      return work.get();
    } finally {
      lock.readLock().unlock();
    }
  }

  /** From now on none is ready; they still answer. */
  void drain() {
    lock.writeLock().lock();
    try {
      closed = true;
    } finally {
      lock.writeLock().unlock();
    }
  }

  @Override
  public void close() {
    drain();
    names().forEach(name -> find(name).ifPresent(model -> model.classifier().close()));
  }
}
