package dev.stagewright.serve;

import static dev.stagewright.serve.TestServer.batching;
import static dev.stagewright.serve.TestServer.error;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each limit with its status, on real connections. */
@Timeout(120)
class LimitsTest {

  private static final int BODY = 100_000;
  private static final Duration BODY_TIME = Duration.ofSeconds(2);

  private TestServer server =
      TestServer.ready(settings -> settings.withLimits(Limits.of(BODY, 5_000, BODY_TIME, 64)));

  @AfterEach
  void close() {
    server.close();
  }

  private RawConnection connection() throws IOException {
    return new RawConnection(server.server.port());
  }

  private static void assertRefused(String answer, int status, String error) {
    assertThat(answer)
        .startsWith("HTTP/1.1 " + status + " ")
        .contains("\r\nConnection: close\r\n", "\r\nX-Content-Type-Options: nosniff\r\n")
        .endsWith("{\"error\":\"" + error + "\"}");
  }

  @Test
  void aBodyThatStopsIs408() throws IOException {
    try (var connection = connection()) {
      String answer = connection.sendPost(50).send("GIF8").answer();

      assertRefused(answer, 408, "The body did not arrive within 2.0 seconds");
    }
  }

  @Test
  void aBodyThatTricklesIs408() throws Exception {
    try (var connection = connection()) {
      connection.sendPost(50);
      for (int i = 0; i < 9; i++) {
        connection.send("x");
        TimeUnit.MILLISECONDS.sleep(300);
      }

      assertRefused(connection.answer(), 408, "The body did not arrive within 2.0 seconds");
    }
  }

  @Test
  void headersThatTrickleAreDisconnected() throws Exception {
    try (var connection = connection()) {
      connection.send("GET /v2 HTTP/1.1\r\nHost: x\r\nX-Slow: ");
      assertThatThrownBy(
              () -> {
                while (true) {
                  connection.send("x");
                  TimeUnit.MILLISECONDS.sleep(100);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void aBodyThatIsAnnouncedAsTooLargeIs413BeforeItArrives() throws IOException {
    try (var connection = connection()) {
      String answer = connection.sendPost(BODY + 1).answer();

      assertRefused(answer, 413, "The body is larger than 100000 bytes, the server's limit");
    }
  }

  @Test
  void aBodyThatGrowsTooLargeIs413() throws IOException {
    try (var connection = connection()) {
      connection.send(
          "POST /v1/classify/pets HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
      for (int i = 0; i < 11; i++) {
        connection.send("2710\r\n").send(new byte[10_000]).send("\r\n");
      }

      assertRefused(
          connection.answer(), 413, "The body is larger than 100000 bytes, the server's limit");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/classify/pets", "/v1/explain/pets"})
  void aPictureOfTooManyPixelsIs413(String path) {
    HttpResponse<String> response = server.post(path, TestServer.picture(1, 100, 51));

    assertThat(response.statusCode()).isEqualTo(413);
    assertThat(error(response)).isEqualTo("The picture has 5100 pixels; expected at most 5000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/classify/pets", "/v1/explain/pets"})
  void somethingElseThanAPictureIs415(String path) {
    HttpResponse<String> response = server.post(path, "%PDF-1.7".getBytes(StandardCharsets.UTF_8));

    assertThat(response.statusCode()).isEqualTo(415);
    assertThat(error(response))
        .startsWith("The picture is not a picture: it starts with \"%PDF-1.7\"; expected JPEG,");
  }

  @ParameterizedTest
  @CsvSource({
    "classify, 0, The picture is an empty file; expected a picture",
    "classify, 60, The picture is a truncated PNG picture; copy it again",
    "explain, 60, The picture is a truncated PNG picture; copy it again"
  })
  void aBrokenPictureIs422(String action, int bytes, String error) {
    HttpResponse<String> response =
        server.post("/v1/" + action + "/pets", Arrays.copyOf(TestServer.png(1), bytes));

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(error(response)).isEqualTo(error);
  }

  @Test
  void aMalformedRequestIs400InTheSameForm() throws IOException {
    try (var connection = connection()) {
      assertThat(connection.send("NONSENSE\r\n\r\n").answer())
          .startsWith("HTTP/1.1 400 ")
          .contains("\r\nX-Content-Type-Options: nosniff\r\n")
          .endsWith("{\"error\":\"The request was refused: Bad Request\"}");
    }
  }

  private void use(TestServer other) {
    server.close();
    server = other;
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/classify/pets", "/v1/explain/pets"})
  void aFullQueueIs503WithATimeToTryAgain(String path) {
    use(TestServer.ready(settings -> settings.withBatching(batching(8, 500, 1, 60_000))));

    List<HttpResponse<String>> answers =
        IntStream.range(0, 6)
            .mapToObj(i -> server.postLater(path, TestServer.png(i)))
            .toList()
            .stream()
            .map(CompletableFuture::join)
            .toList();

    assertThat(answers).anyMatch(answer -> answer.statusCode() == 200);
    assertThat(answers)
        .filteredOn(answer -> answer.statusCode() != 200)
        .isNotEmpty()
        .allSatisfy(
            answer -> {
              assertThat(answer.statusCode()).isEqualTo(503);
              assertThat(answer.headers().firstValue("Retry-After")).contains("1");
              assertThat(error(answer))
                  .isEqualTo("Too many pictures are waiting already; try again later");
            });
  }

  @Test
  void anAnswerThatTakesTooLongIs504() {
    use(TestServer.ready(settings -> settings.withBatching(batching(8, 400, 8, 10))));

    HttpResponse<String> response = server.classify(TestServer.png(1));

    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(error(response)).isEqualTo("The answer took too long; try again");
  }

  @Test
  void tooManyBytesAtOnceAre503() {
    BodyBudget budget = new BodyBudget(20);
    budget.take(15);
    assertThatThrownBy(() -> budget.take(6))
        .isInstanceOf(HttpFault.class)
        .hasMessage("Too many large requests at once; try again");
    budget.take(5);
    assertThat(budget.taken()).isEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 1, 'bodyBytes: found 0; expected at least 1'",
    "1, 0, 1, 1, 'pixels: found 0; expected at least 1'",
    "1, 1, 0, 1, 'bodyTime: found PT0S; expected more than 0'",
    "1, 1, 1, 0, 'connections: found 0; expected at least 1'"
  })
  void wrongLimitsAreTold(long bytes, long pixels, int seconds, int connections, String message) {
    assertThatThrownBy(() -> Limits.of(bytes, pixels, Duration.ofSeconds(seconds), connections))
        .isInstanceOf(ServeException.class)
        .hasMessage(message);
  }
}
