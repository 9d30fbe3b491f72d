package dev.stagewright.weights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightCacheTest {

  private static final byte[] PUBLISHED = "weights as published".getBytes(UTF_8);

  private final AtomicInteger requests = new AtomicInteger();
  private byte[] served = PUBLISHED;
  private int status = 200;
  private final HttpServer server;
  private final Path directory;
  private final Path cached;

  WeightCacheTest(@TempDir Path temporary) throws IOException {
    directory = temporary.resolve("cache");
    cached = directory.resolve("weights.h5");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.incrementAndGet();
          exchange.sendResponseHeaders(status, served.length);
          exchange.getResponseBody().write(served);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void downloadsOnceAndLeavesNothingElse() throws Exception {
    assertThat(cache().get(remote(PUBLISHED))).isEqualTo(cached).hasBinaryContent(PUBLISHED);
    assertThat(cache().get(remote(PUBLISHED))).isEqualTo(cached);

    assertThat(requests).hasValue(1);
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(cached));
  }

  @Test
  void replacesAFileThatIsNotIntact() throws Exception {
    Files.createDirectories(directory);
    Files.writeString(cached, "half of it");

    assertThat(cache().get(remote(PUBLISHED))).hasBinaryContent(PUBLISHED);
  }

  @Test
  void keepsNothingThatHasAnotherChecksum() throws Exception {
    served = "a login page".getBytes(UTF_8);
    RemoteFile remote = remote(PUBLISHED);

    assertThatThrownBy(() -> cache().get(remote))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            "%s sent another file than weights.h5: 12 bytes with MD5 %s; expected MD5 %s. Nothing was kept. Try again, or download it elsewhere and put it at %s",
            remote.address(), md5(served), remote.md5(), cached);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void saysWhatToDoWhenTheServerRefuses() throws Exception {
    status = 404;
    RemoteFile remote = remote(PUBLISHED);

    assertThatThrownBy(() -> cache().get(remote))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            "weights.h5 could not be downloaded from %s (java.io.IOException: HTTP status 404). Check the connection (a proxy is set by -Dhttps.proxyHost and -Dhttps.proxyPort), or download it by hand and put it at %s; its MD5 must be %s",
            remote.address(), cached, remote.md5());
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void saysWhatToDoOffline() throws Exception {
    server.stop(0);

    assertThatThrownBy(() -> cache().get(remote(PUBLISHED)))
        .isInstanceOf(WeightsException.class)
        .hasMessageStartingWith("weights.h5 could not be downloaded from http://")
        .hasMessageContaining("ConnectException");
  }

  @Test
  void loadsADownloadedReleaseByName() throws Exception {
    served = Files.readAllBytes(SmallGraph.weights().write(directory.resolveSibling("made.h5")));
    ComputationGraph graph = SmallGraph.of(CNN2DFormat.NHWC);

    WeightReport report = ImageNetWeights.load(remote(served), cache(), graph);

    assertThat(report).hasToString(cached + ": 3 layers fit, 0 missing, 0 unused, 0 mismatched");
    assertThat(graph.getParam("conv_b").reshape(4))
        .isEqualTo(
            WeightFile.read(cached)
                .layer("conv")
                .orElseThrow()
                .array(ArrayRole.BIAS)
                .orElseThrow()
                .values());
  }

  @Test
  void keepsFilesOfTheSameNameApart() throws Exception {
    RemoteFile remote = remote(PUBLISHED);
    RemoteFile other = new RemoteFile(remote.address(), "later/weights.h5", remote.md5());

    assertThat(cache().get(other))
        .isEqualTo(directory.resolve("later/weights.h5"))
        .hasBinaryContent(PUBLISHED);
    assertThat(cached).doesNotExist();
  }

  private WeightCache cache() {
    return new WeightCache(directory);
  }

  private RemoteFile remote(byte[] content) throws Exception {
    String address =
        String.format(Locale.ROOT, "http://127.0.0.1:%d/weights.h5", server.getAddress().getPort());
    return new RemoteFile(URI.create(address), "weights.h5", md5(content));
  }

  private static String md5(byte[] content) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(content));
  }
}
