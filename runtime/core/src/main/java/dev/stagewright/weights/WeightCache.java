package dev.stagewright.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps downloaded files. A file is checked against its checksum whenever it is asked for, so what
 * comes out of the cache is what was published.
 */
public final class WeightCache {

  /** The system property with the directory of the standard cache. */
  public static final String PROPERTY = "stagewright.cache";

  private static final Logger log = LoggerFactory.getLogger(WeightCache.class);
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(30);

  private final Path directory;

  /**
   * Keeps files in a directory.
   *
   * @param directory made when the first file is downloaded
   */
  public WeightCache(Path directory) {
    this.directory = directory;
  }

  /**
   * The user's cache.
   *
   * @return {@code ~/.stagewright/weights}, or the directory in {@link #PROPERTY}
   */
  public static WeightCache standard() {
    String property = System.getProperty(PROPERTY);
    return new WeightCache(
        property != null
            ? Path.of(property)
            : Path.of(System.getProperty("user.home"), ".stagewright", "weights"));
  }

  /**
   * The file from the cache, downloaded before if it is not there or not intact.
   *
   * @param file what to get
   * @return the path of the intact file
   * @throws WeightsException if it cannot be downloaded, or what arrives is another file
   */
  public Path get(RemoteFile file) {
    Path cached = directory.resolve(file.name());
    try {
      if (Files.isRegularFile(cached)) {
        String md5 = md5(cached);
        if (md5.equals(file.md5())) {
          return cached;
        }
        log.warn(
            "{} is not what {} published (MD5 {}, expected {}); downloading it again",
            cached,
            file.address(),
            md5,
            file.md5());
      }
      Files.createDirectories(directory);
      download(file, cached);
      return cached;
    } catch (IOException e) {
      throw new WeightsException(
          "%s could not be downloaded from %s (%s). Check the connection (a proxy is set by -Dhttps.proxyHost and -Dhttps.proxyPort), or download it by hand and put it at %s; its MD5 must be %s"
              .formatted(file.name(), file.address(), e, cached, file.md5()),
          e);
    }
  }

  private void download(RemoteFile file, Path target) throws IOException {
    log.info("Downloading {} ({} MB) to {}", file.address(), file.bytes() / 1_000_000, directory);
    // Beside the target, so that the last step is an atomic rename within one file system.
    Path part = Files.createTempFile(directory, file.name(), ".part");
    try {
      fetch(file, part);
      String md5 = md5(part);
      if (Files.size(part) != file.bytes() || !md5.equals(file.md5())) {
        throw new WeightsException(
            "%s sent another file than %s: %d bytes with MD5 %s; expected %d bytes with MD5 %s. Nothing was kept. Try again, or download it elsewhere and put it at %s"
                .formatted(
                    file.address(),
                    file.name(),
                    Files.size(part),
                    md5,
                    file.bytes(),
                    file.md5(),
                    target));
      }
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private static void fetch(RemoteFile file, Path part) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(Redirect.NORMAL)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    try {
      HttpResponse<Path> response =
          client.send(HttpRequest.newBuilder(file.address()).build(), BodyHandlers.ofFile(part));
      if (response.statusCode() != 200) {
        throw new IOException("HTTP status " + response.statusCode());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static String md5(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      in.transferTo(
          new OutputStream() {
            @Override
            public void write(int b) {
              digest.update((byte) b);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
              digest.update(bytes, offset, length);
            }
          });
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
