package dev.stagewright.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file for what has to be expanded before it can be read in any order, in the folder of {@code
 * -Djava.io.tmpdir}. It is gone when it is closed or the process ends.
 */
public final class TemporaryFile {

  private TemporaryFile() {}

  /**
   * Makes an empty file.
   *
   * @return to write and read
   * @throws IOException if it cannot be made
   */
  public static FileChannel open() throws IOException {
    Path path = Files.createTempFile("stagewright-", ".tmp");
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  /**
   * Writes all bytes of a stream.
   *
   * @param file from its position on
   * @param in is not closed
   * @throws IOException if they cannot be read, or the disk is full
   */
  public static void fill(FileChannel file, InputStream in) throws IOException {
    in.transferTo(Channels.newOutputStream(file)); // not closed: that would close the file
  }
}
