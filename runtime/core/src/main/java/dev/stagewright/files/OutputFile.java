package dev.stagewright.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a result goes, reserved before the work that makes it:
 *
 * <pre>{@code
 * try (OutputFile output = OutputFile.reserve(path)) {
 *   Result result = anHourOfWork();
 *   output.write(out -> result.writeTo(out));
 * }
 * }</pre>
 *
 * <p>A regular file appears whole or not at all: the bytes go to a hidden file beside it, {@code
 * .stagewright-*.part}, which is forced to disk and then takes the name in one step. A file that
 * was there before stays as it is until then; the new one has its permissions. Where the path is a
 * symbolic link, the file that it leads to is written, and the link stays. While an output is
 * reserved, reserving it again fails, in this process and in others. Hidden files that killed
 * processes left in a folder are removed when an output in it is reserved.
 *
 * <p>FIFOs and character devices, such as {@code /dev/stdout}, are written to directly.
 */
public final class OutputFile implements AutoCloseable {

  private static final int BUFFER = 1 << 16;

  /** Writes the bytes of an output. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes all bytes.
     *
     * @param out takes them; buffered, and need not be closed
     * @throws IOException if they cannot be written, or not be made
     */
    void writeTo(OutputStream out) throws IOException;
  }

  private final Path path;
  private final OutputTarget target;

  /** Null for a stream. */
  private final @Nullable PartFile part;

  private OutputFile(Path path, OutputTarget target, @Nullable PartFile part) {
    this.path = path;
    this.target = target;
    this.part = part;
  }

  /**
   * Reserves an output until it is closed.
   *
   * @param path a file in an existing folder, or a FIFO or character device
   * @return the output, to be written once
   * @throws OutputException if it cannot be written, or another run has reserved it
   */
  public static OutputFile reserve(Path path) {
    try {
      OutputTarget target = OutputTarget.of(path);
      return new OutputFile(
          path, target, target.isStream() ? null : PartFile.beside(target.path()));
    } catch (FileAlreadyExistsException e) {
      throw new OutputException(
          "%s: is being written by another run, which holds %s. Wait until it ends, or name another file"
              .formatted(path, e.getFile()),
          e);
    } catch (IOException e) {
      throw new OutputException(path + ": cannot be written: " + reason(e), e);
    }
  }

  /**
   * Reserves an output, writes it and closes it.
   *
   * @param path a file in an existing folder, or a FIFO or character device
   * @param content writes the bytes
   * @throws OutputException if it cannot be written, or another run has reserved it
   */
  public static void write(Path path, Content content) {
    try (OutputFile output = reserve(path)) {
      output.write(content);
    }
  }

  /**
   * The output's path.
   *
   * @return as it was given
   */
  public Path path() {
    return path;
  }

  /**
   * Writes the output, once. If this fails, or the content throws, a file that was there before is
   * unchanged.
   *
   * @param content writes the bytes
   * @throws OutputException if it cannot be written
   */
  public void write(Content content) {
    try {
      if (part == null) {
        try (OutputStream out = Files.newOutputStream(target.path(), StandardOpenOption.WRITE)) {
          fill(out, content);
        }
      } else {
        fill(Channels.newOutputStream(part.channel()), content);
        part.become(target.path());
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private void fill(OutputStream out, Content content) throws IOException {
    BufferedOutputStream buffered = new BufferedOutputStream(new Sink(out), BUFFER);
    content.writeTo(buffered);
    buffered.flush();
  }

  /** Blames the output by name for its failures, which the content could take for its source's. */
  private final class Sink extends OutputStream {
    private final OutputStream out;

    Sink(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }

  private OutputException failed(IOException cause) {
    String before = part == null ? "" : ". What was there before is unchanged";
    return new OutputException(path + ": cannot be written: " + reason(cause) + before, cause);
  }

  /** The exception's own texts are often no more than the file's name. */
  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    String reason = e instanceof FileSystemException known ? known.getReason() : e.getMessage();
    return Objects.requireNonNullElse(reason, e.toString());
  }

  /** Gives the output free for others. What was not written whole is gone. */
  @Override
  public void close() {
    if (part != null) {
      part.close();
    }
  }
}
