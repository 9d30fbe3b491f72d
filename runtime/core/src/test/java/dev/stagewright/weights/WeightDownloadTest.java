package dev.stagewright.weights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import dev.stagewright.files.OutputException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers, killed runs and other processes do to a download. */
class WeightDownloadTest {

  private static final byte[] PUBLISHED = "weights as published".getBytes(UTF_8);
  private static final String MD5 = "9f2459ef08534980db8942f91b384b61";

  private final ConcurrentLinkedQueue<String> requests = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private final Path directory;
  private final Path cached;

  WeightDownloadTest(@TempDir Path temporary) throws IOException {
    directory = temporary.resolve("cache");
    cached = directory.resolve("weights.h5");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    serve("/whole", exchange -> send(exchange, PUBLISHED, PUBLISHED.length));
    serve("/truncated", exchange -> send(exchange, "weights as".getBytes(UTF_8), PUBLISHED.length));
    serve("/moved", exchange -> redirect(exchange, "/whole"));
    serve("/around", exchange -> redirect(exchange, "/around"));
    server.start();
  }

  private void serve(String path, HttpHandler handler) {
    server.createContext(
        path,
        exchange -> {
          requests.add(path);
          try (exchange) {
            handler.handle(exchange);
          }
        });
  }

  private static void send(HttpExchange exchange, byte[] bytes, int announced) throws IOException {
    exchange.sendResponseHeaders(200, announced);
    exchange.getResponseBody().write(bytes);
  }

  private static void redirect(HttpExchange exchange, String path) throws IOException {
    exchange.getResponseHeaders().add("Location", path);
    exchange.sendResponseHeaders(302, -1);
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void aRedirectIsFollowedAndThenNothingIsAskedFor() {
    assertThat(get("/moved")).isEqualTo(cached).hasBinaryContent(PUBLISHED);
    server.stop(0);

    assertThat(get("/moved")).isEqualTo(cached);
    assertThat(requests).containsExactly("/moved", "/whole");
  }

  @ParameterizedTest
  @CsvSource({
    "/around, HTTP status 302",
    "/truncated, 'fixed content-length: 20, bytes received: 10'"
  })
  void whatDoesNotArriveWholeIsNotKept(String path, String why) {
    assertThatThrownBy(() -> get(path))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            "weights.h5 could not be downloaded from %s (java.io.IOException: %s). Check the connection (a proxy is set by -Dhttps.proxyHost and -Dhttps.proxyPort), or download it by hand and put it at %s; its MD5 must be %s",
            address(path), why, cached, MD5);
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void whatAKilledRunLeftIsReplaced() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(cached, "weights as");
    Files.writeString(directory.resolve(".stagewright-left.part"), "weights as publ");

    assertThat(get("/whole")).hasBinaryContent(PUBLISHED);
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(cached));
    assertThat(requests).containsExactly("/whole");
  }

  @Test
  void aFileThatCannotBeDownloadedAgainStaysAsItIs() throws IOException {
    Files.createDirectories(directory);
    Files.writeString(cached, "weights of mine");

    assertThatThrownBy(() -> get("/truncated")).isInstanceOf(WeightsException.class);
    assertThat(cached).hasContent("weights of mine");
  }

  /** The second is told to wait; after that the first one's file is there for it. */
  @Test
  void twoProcessesAtOnceDownloadOnce() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch mayGo = new CountDownLatch(1);
    serve(
        "/slow",
        exchange -> {
          asked.countDown();
          Fetch.await(mayGo);
          send(exchange, PUBLISHED, PUBLISHED.length);
        });
    Process other = Fetch.start(address("/slow"), MD5, directory);
    try {
      assertThat(asked.await(60, SECONDS)).isTrue();
      assertThatThrownBy(() -> get("/slow"))
          .isInstanceOf(OutputException.class)
          .hasMessageStartingWith(cached + ": is being written by another run, which holds ")
          .hasMessageContaining("Wait until it ends");
      mayGo.countDown();
      assertThat(other.waitFor(60, SECONDS)).isTrue();
      assertThat(other.exitValue()).isZero();
    } finally {
      other.destroyForcibly();
    }

    assertThat(get("/slow")).hasBinaryContent(PUBLISHED);
    assertThat(requests).containsExactly("/slow");
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(cached));
  }

  private Path get(String path) {
    return new WeightCache(directory).get(new RemoteFile(address(path), "weights.h5", MD5));
  }

  private URI address(String path) {
    return URI.create(
        String.format(Locale.ROOT, "http://127.0.0.1:%d%s", server.getAddress().getPort(), path));
  }

  /** A process that asks for a file. */
  static final class Fetch {

    private Fetch() {}

    static Process start(URI address, String md5, Path directory) throws IOException {
      List<String> line =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-cp",
              System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
              Fetch.class.getName(),
              address.toString(),
              md5,
              directory.toString());
      return new ProcessBuilder(line).inheritIO().start();
    }

    public static void main(String[] arguments) {
      RemoteFile file = new RemoteFile(URI.create(arguments[0]), "weights.h5", arguments[1]);
      new WeightCache(Path.of(arguments[2])).get(file);
    }

    static void await(CountDownLatch latch) throws IOException {
      try {
        if (!latch.await(60, SECONDS)) {
          throw new IOException("nobody let it go");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IOException(e);
      }
    }
  }
}
