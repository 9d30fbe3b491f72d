package dev.stagewright.weights;

import dev.stagewright.files.OutputFile;
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
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
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
   * @throws dev.stagewright.files.OutputException if it cannot be written, or another run is
   *     downloading it
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
      Files.createDirectories(cached.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw failed(file, cached, e);
    }
    log.info("Downloading {} to {}", file.address(), cached);
    OutputFile.write(cached, out -> download(file, cached, out));
    return cached;
  }

  private static void download(RemoteFile file, Path cached, OutputStream out) {
    MessageDigest digest = newMd5();
    long bytes;
    try (InputStream body = open(file)) {
      bytes = body.transferTo(new DigestOutputStream(out, digest));
    } catch (IOException e) {
      throw failed(file, cached, e);
    }
    String md5 = HexFormat.of().formatHex(digest.digest());
    if (!md5.equals(file.md5())) {
      throw new WeightsException(
          String.format(
              Locale.ROOT,
              "%s sent another file than %s: %d bytes with MD5 %s; expected MD5 %s. Nothing was kept. Try again, or download it elsewhere and put it at %s",
              file.address(),
              cached.getFileName(),
              bytes,
              md5,
              file.md5(),
              cached));
    }
  }

  private static InputStream open(RemoteFile file) throws IOException {
    HttpClient client =
        HttpClient.newBuilder()
            .followRedirects(Redirect.NORMAL)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    try {
      HttpResponse<InputStream> response =
          client.send(HttpRequest.newBuilder(file.address()).build(), BodyHandlers.ofInputStream());
      if (response.statusCode() != 200) {
        response.body().close();
        throw new IOException("HTTP status " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static WeightsException failed(RemoteFile file, Path cached, IOException cause) {
    // Of a body that ends early Java says "closed", and its cause says how much arrived.
    Throwable reason = cause.getCause() instanceof IOException first ? first : cause;
    return new WeightsException(
        "%s could not be downloaded from %s (%s). Check the connection (a proxy is set by -Dhttps.proxyHost and -Dhttps.proxyPort), or download it by hand and put it at %s; its MD5 must be %s"
            .formatted(cached.getFileName(), file.address(), reason, cached, file.md5()),
        cause);
  }

  private static String md5(Path path) throws IOException {
    MessageDigest digest = newMd5();
    try (InputStream in = Files.newInputStream(path)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest newMd5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
