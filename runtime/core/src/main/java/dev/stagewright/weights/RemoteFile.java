package dev.stagewright.weights;

import java.net.URI;

/**
 * A file on a server, known by its checksum.
 *
 * @param address where it is
 * @param name where the cache keeps it: a path of names with slashes between them
 * @param md5 its MD5 in 32 lower-case hexadecimal digits
 */
public record RemoteFile(URI address, String name, String md5) {

  /** Checks the form of name and checksum. */
  public RemoteFile {
    if (!md5.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException(
          "md5: found \"%s\"; expected 32 lower-case hexadecimal digits".formatted(md5));
    }
    if (!name.matches("([\\w-][\\w.-]*/)*[\\w-][\\w.-]*")) {
      throw new IllegalArgumentException(
          "name: found \"%s\"; expected a path inside of a folder".formatted(name));
    }
  }
}
