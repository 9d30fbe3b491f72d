package dev.stagewright.runs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a second run out of a folder. What counts is the operating system's lock on the file, which
 * ends with its process: the file that a killed process leaves locks nobody out.
 */
final class RunLock implements AutoCloseable {

  static final String NAME = "lock";

  private final FileChannel channel;

  private RunLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Locks a folder.
   *
   * @throws RunException if another run holds it, or it cannot be written into
   */
  static RunLock of(Path folder) {
    Path file = folder.resolve(NAME);
    try {
      FileChannel channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (tryLock(channel) == null) {
        channel.close();
        throw RunException.usage(
            "%s: is in use by another run, process %s. Wait until it ends, or name another folder"
                .formatted(folder, Files.readString(file).strip()));
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(UTF_8)));
      return new RunLock(channel);
    } catch (IOException e) {
      throw RunException.failure("%s: cannot be written: %s".formatted(file, e), e);
    }
  }

  /** Makes something in a folder that is new or empty. */
  static <T> T inNewFolder(Path path, Function<RunLock, T> making) {
    try {
      Files.createDirectories(path);
    } catch (IOException e) {
      throw RunException.failure(
          "%s: is not a folder and cannot be made one: %s".formatted(path, e), e);
    }
    return during(
        path,
        lock -> {
          requireEmpty(path);
          return making.apply(lock);
        });
  }

  /** Opens something in a folder that no other run may use meanwhile. */
  static <T> T during(Path path, Function<RunLock, T> opening) {
    RunLock lock = of(path);
    try {
      return opening.apply(lock);
    } catch (RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private static void requireEmpty(Path path) {
    try (var files = Files.list(path)) {
      List<Path> found =
          files
              .map(Path::getFileName)
              .filter(name -> !name.toString().equals(RunLock.NAME))
              .toList();
      if (!found.isEmpty()) {
        throw RunException.usage(
            found.contains(Path.of(RunPlan.NAME))
                ? path + ": already holds a run. Continue it with --resume, or name another folder"
                : "%s: is not empty, it holds %s. Name a folder for this run alone"
                    .formatted(path, found.get(0)));
      }
    } catch (IOException e) {
      throw RunException.failure("%s: cannot be read: %s".formatted(path, e), e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // a run of this process
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw RunException.failure("the run's lock cannot be released: " + e, e);
    }
  }
}
