package dev.stagewright.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hidden file beside a target, which takes the target's name when it is whole. It is locked as
 * long as its process lives, so an unlocked one was left by a process that was killed.
 */
final class PartFile {

  private static final Logger log = LoggerFactory.getLogger(PartFile.class);
  private static final String PATTERN = ".stagewright-*.part";

  /** How often another run's clean-up may come in between. */
  private static final int ATTEMPTS = 5;

  private static final long PAUSE_MILLIS = 20;

  /**
   * Those of this process. They must not be opened a second time: POSIX drops a process's locks on
   * a file as soon as the process closes it anywhere.
   */
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> HELD.forEach(PartFile::delete)));
  }

  private final Path path;
  private final FileChannel channel;
  private boolean released;

  private PartFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /**
   * Makes the target's part file.
   *
   * @throws FileAlreadyExistsException if another run holds it
   */
  static synchronized PartFile beside(Path target) throws IOException {
    // The name's length does not depend on the target's, which may be the longest that is allowed.
    UUID hash = UUID.nameUUIDFromBytes(target.getFileName().toString().getBytes(UTF_8));
    Path path = target.resolveSibling(PATTERN.replace("*", hash.toString()));
    PartFile part = new PartFile(path, create(path));
    HELD.add(path);
    try {
      part.copyPermissions(target);
      return part;
    } catch (IOException | RuntimeException e) {
      part.close();
      throw e;
    }
  }

  private static FileChannel create(Path path) throws IOException {
    for (int attempt = 0; attempt < ATTEMPTS && !HELD.contains(path); attempt++) {
      removeLeftovers(path);
      FileChannel channel = createOnce(path);
      if (channel != null) {
        return channel;
      }
      pause();
    }
    throw new FileAlreadyExistsException(path.toString());
  }

  private static @Nullable FileChannel createOnce(Path path) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(path, CREATE_NEW, WRITE);
    } catch (FileAlreadyExistsException e) {
      return null;
    }
    try {
      if (channel.tryLock() != null && isAt(path, channel)) {
        return channel;
      }
    } catch (IOException | RuntimeException e) {
      delete(path);
      channel.close();
      throw e;
    }
    channel.close();
    return null;
  }

  /**
   * Whether a path leads to a locked file, which another run may have taken for a leftover before
   * it was locked. Java has no fstat: a length by chance tells.
   */
  private static boolean isAt(Path path, FileChannel channel) throws IOException {
    int length = ThreadLocalRandom.current().nextInt(1, 1 << 16);
    channel.write(ByteBuffer.allocate(1), length - 1);
    try {
      return Files.size(path) == length;
    } catch (NoSuchFileException e) {
      return false;
    } finally {
      channel.truncate(0);
    }
  }

  private void copyPermissions(Path target) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
    if (view != null && Files.exists(target)) {
      view.setPermissions(Files.getPosixFilePermissions(target));
    }
  }

  /** Removes what killed processes left beside a file. */
  private static void removeLeftovers(Path file) throws IOException {
    try (DirectoryStream<Path> parts = Files.newDirectoryStream(file.resolveSibling(""), PATTERN)) {
      for (Path part : parts) {
        if (!HELD.contains(part) && Files.isRegularFile(part, NOFOLLOW_LINKS)) {
          removeIfLeft(part);
        }
      }
    }
  }

  private static void removeIfLeft(Path part) {
    try (FileChannel channel = FileChannel.open(part, WRITE, NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      if (lock != null) {
        Files.delete(part);
        log.info("Removed {}, left behind by a killed run", part);
      }
    } catch (IOException e) {
      log.debug("Cannot remove {}", part, e); // another user's, or just gone
    }
  }

  FileChannel channel() {
    return channel;
  }

  /** Takes the target's name, and gives the lock back. */
  void become(Path target) throws IOException {
    channel.force(true); // or a power failure could leave the name without the bytes
    synchronized (PartFile.class) { // no clean-up of this process in between
      Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
      release();
    }
  }

  /** Deletes the file, unless it has become the target, and gives the lock back. */
  void close() {
    synchronized (PartFile.class) {
      if (!released) {
        delete(path);
        release();
      }
    }
  }

  private void release() {
    released = true;
    HELD.remove(path);
    try {
      channel.close();
    } catch (IOException e) {
      log.warn("Cannot close {}", path, e);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      log.warn("Cannot delete {}", path, e);
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
