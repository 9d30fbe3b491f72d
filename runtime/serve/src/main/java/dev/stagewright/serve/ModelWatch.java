package dev.stagewright.serve;

import dev.stagewright.model.TrainedModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Loads the files of a server's models, and loads one again when it has changed. */
public final class ModelWatch implements AutoCloseable {

  private final ModelServer server;
  private final Map<String, Path> files;
  private final Function<Path, TrainedModel> loading;

  /** What was seen of every model's file. */
  private final Map<String, List<String>> seen = new HashMap<>();

  /** What has changed, and perhaps goes on changing. */
  private final Map<String, List<String>> changing = new HashMap<>();

  private final ScheduledExecutorService looking =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "stagewright-watch");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * Makes a watch that does nothing yet.
   *
   * @param server gets the models
   * @param files by the models' names
   * @param loading reads a file
   */
  public ModelWatch(
      ModelServer server, Map<String, Path> files, Function<Path, TrainedModel> loading) {
    this.server = server;
    this.files = Map.copyOf(files);
    this.loading = loading;
  }

  /**
   * Loads all models, and returns when they are ready.
   *
   * @throws dev.stagewright.errors.StagewrightException if one cannot be loaded
   */
  public void loadAll() {
    files.forEach(
        (name, file) -> {
          seen.put(name, state(file));
          server.put(name, loading.apply(file));
        });
  }

  /**
   * Looks at the files from now on. One that has changed, and is the same a look later, is loaded
   * and takes its model's place; where it cannot be, the model stays, and the log tells why.
   *
   * @param pause between two looks, above 0
   */
  @SuppressWarnings("FutureReturnValueIgnored") // runs until this is closed
  public void watch(Duration pause) {
    looking.scheduleWithFixedDelay(
        this::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void look() {
    files.forEach(
        (name, file) -> {
          List<String> now = state(file);
          if (!now.isEmpty() && !now.equals(seen.get(name))) {
            if (now.equals(changing.put(name, now))) {
              seen.put(name, now);
              replace(name, file);
            }
          }
        });
  }

  private void replace(String name, Path file) {
    try {
      server.put(name, loading.apply(file));
    } catch (RuntimeException | OutOfMemoryError e) { // whatever it is, the former model serves on
      server.kept(name, e);
    }
  }

  /** What tells a file from another one at its place; empty if there is none to read. */
  private static List<String> state(Path file) {
    try {
      var found = Files.readAttributes(file, BasicFileAttributes.class);
      return List.of(
          found.lastModifiedTime().toString(),
          String.valueOf(found.size()),
          Objects.toString(found.fileKey()));
    } catch (IOException e) {
      return List.of();
    }
  }

  @Override
  public void close() {
    looking.shutdownNow();
  }
}
