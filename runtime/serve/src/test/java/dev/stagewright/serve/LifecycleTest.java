package dev.stagewright.serve;

import static dev.stagewright.serve.TestServer.batching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LifecycleTest {

  @Test
  void isReadyOnlyWhenEveryModelIs() {
    try (var server = TestServer.announcing(settings -> settings, "pets", "cars")) {
      assertThat(server.get("/v2/health/live").statusCode()).isEqualTo(200);
      server.server.put("pets", TestServer.model(1));
      assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(503);
      assertThat(server.get("/v2/models/pets/ready").statusCode()).isEqualTo(200);
      assertThat(server.get("/v2/models/cars/ready").body())
          .isEqualTo("{\"name\":\"cars\",\"ready\":false}");
      HttpResponse<String> early = server.post("/v1/classify/cars", TestServer.png(1));
      assertThat(early.statusCode()).isEqualTo(503);
      assertThat(early.headers().firstValue("Retry-After")).contains("1");
      assertThat(TestServer.error(early))
          .isEqualTo("The model cars is not ready yet; try again in a moment");

      server.server.put("cars", TestServer.model(2));

      assertThat(server.get("/v2/health/ready").statusCode()).isEqualTo(200);
      assertThat(server.log).anyMatch(line -> line.contains("\"event\":\"model ready\""));
    }
  }

  @Test
  void aModelTakesAnothersPlaceWithoutADroppedRequest() throws Exception {
    try (var server = TestServer.ready(settings -> settings)) {
      AtomicBoolean enough = new AtomicBoolean();
      var senders = Executors.newFixedThreadPool(8);
      var sent =
          IntStream.range(0, 8)
              .mapToObj(
                  i ->
                      CompletableFuture.supplyAsync(
                          () ->
                              Stream.generate(() -> server.classify(TestServer.png(i)).statusCode())
                                  .takeWhile(status -> !enough.get())
                                  .toList(),
                          senders))
              .toList();

      for (int version = 2; version <= 6; version++) {
        server.server.put("pets", TestServer.model(version));
      }
      enough.set(true);

      List<Integer> statuses =
          sent.stream().map(CompletableFuture::join).flatMap(List::stream).toList();
      senders.shutdown();
      assertThat(statuses).hasSizeGreaterThan(8).containsOnly(200);
      assertThat(server.get("/v2/models/pets/versions/6/ready").statusCode()).isEqualTo(200);
      assertThat(server.get("/v2/models/pets/versions/5/ready").statusCode()).isEqualTo(503);
    }
  }

  @Test
  void stoppingAnswersWhatWasTakenAndTakesNothingMore() throws Exception {
    var server =
        TestServer.ready(settings -> settings.withBatching(batching(64, 1000, 64, 60_000)));
    var taken =
        IntStream.range(0, 10)
            .mapToObj(i -> server.postLater("/v1/classify/pets", TestServer.png(i)))
            .toList();
    while (!server
        .get("/metrics")
        .body()
        .contains("stagewright_waiting_pictures{model=\"pets\"} 10.0")) {
      Thread.sleep(10);
    }

    server.close();

    assertThat(taken).allSatisfy(one -> assertThat(one.join().statusCode()).isEqualTo(200));
    assertThatThrownBy(() -> new RawConnection(server.server.port())).isInstanceOf(Exception.class);
  }

  @Test
  void aPortThatIsTakenIsTold() {
    try (var server = TestServer.announcing(settings -> settings)) {
      int port = server.server.port();
      assertThatThrownBy(() -> new ModelServer(ServerSettings.local(port, line -> {}), List.of()))
          .isInstanceOf(ServeException.class)
          .hasMessage(
              "127.0.0.1:%s: cannot be listened on: Address already in use. Choose another port or host",
              port);
    }
  }

  @Test
  void aNameThatCannotStandInAnAddressIsTold() {
    assertThatThrownBy(() -> ModelServer.checkName("a/b"))
        .isInstanceOf(ServeException.class)
        .hasMessage(
            "model name: found \"a/b\"; expected at most 64 letters, digits, dots, underscores and hyphens");
  }
}
