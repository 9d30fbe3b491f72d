package dev.stagewright.weights;

import java.net.URI;

/**
 * A file on a server, known by its checksum.
 *
 * @param address where it is; the last part of the path names the file in the cache
 * @param md5 its MD5 in 32 lower-case hexadecimal digits
 * @param bytes its length
 */
public record RemoteFile(URI address, String md5, long bytes) {

  /** Checks the form of the checksum and the address. */
  public RemoteFile {
    if (!md5.matches("[0-9a-f]{32}")) {
      throw new IllegalArgumentException(
          "md5: found \"%s\"; expected 32 lower-case hexadecimal digits".formatted(md5));
    }
    if (address.getPath() == null || address.getPath().endsWith("/")) {
      throw new IllegalArgumentException("address: %s does not name a file".formatted(address));
    }
  }

  /**
   * The file's name.
   *
   * @return the last part of the address
   */
  public String name() {
    return address.getPath().substring(address.getPath().lastIndexOf('/') + 1);
  }
}
