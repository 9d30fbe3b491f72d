package dev.stagewright.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(Lifecycle.PER_CLASS) // one server for all
class RoutesTest {

  private final TestServer server = TestServer.ready(settings -> settings);

  @AfterAll
  void close() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/v1/models | [{\"name\":\"pets\",\"ready\":true,\"version\":\"1\",\"labels\":[\"cat\",\"dog\",\"horse\"]}]",
        "/v2/health/live | {\"live\":true}",
        "/v2/health/ready | {\"ready\":true}",
        "/v2/models/pets/ready | {\"name\":\"pets\",\"ready\":true}",
        "/v2/models/pets/versions/1/ready | {\"name\":\"pets\",\"ready\":true}",
      })
  void tells(String path, String answer) {
    HttpResponse<String> response = server.get(path);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    assertThat(response.body()).isEqualTo(answer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/models/pets", "/v2/models/pets/versions/1"})
  void tellsAModelsTensors(String path) {
    JsonObject model = TestServer.json(server.get(path)).getAsJsonObject();

    assertThat(model.get("name").getAsString()).isEqualTo("pets");
    assertThat(model.get("versions")).hasToString("[\"1\"]");
    assertThat(model.getAsJsonArray("inputs"))
        .extracting(input -> input.getAsJsonObject().get("name").getAsString())
        .containsExactly("pictures", "images");
    assertThat(model.getAsJsonArray("inputs").get(1).getAsJsonObject().get("shape"))
        .hasToString("[-1,32,32,3]");
    assertThat(model.getAsJsonArray("outputs").get(0).getAsJsonObject().get("shape"))
        .hasToString("[-1,3]");
    JsonObject more = model.getAsJsonObject("parameters");
    assertThat(more.get("task").getAsString()).isEqualTo("single_label");
    assertThat(more.get("labels")).hasToString("[\"cat\",\"dog\",\"horse\"]");
    assertThat(more.get("parameter_bytes").getAsLong()).isBetween(1_000_000L, 1_200_000L);
  }

  @Test
  void tellsTheServersNameAndExtensions() {
    JsonObject about = TestServer.json(server.get("/v2")).getAsJsonObject();

    assertThat(about.get("name").getAsString()).isEqualTo("stagewright");
    assertThat(about.get("extensions")).hasToString("[\"binary_tensor_data\"]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET    | /nothing                       | 404 | There is nothing at this path; /openapi.json lists all",
        "GET    | /v1/classify                   | 404 | There is nothing at this path; /openapi.json lists all",
        "GET    | /v2/models/                    | 404 | There is nothing at this path; /openapi.json lists all",
        "GET    | /v1/classify/pets              | 405 | This path takes POST, not GET",
        "DELETE | /v2/models/pets                | 405 | This path takes GET, HEAD, not DELETE",
        "GET    | /v2/models/cars                | 404 | There is no model \"cars\" here",
        "GET    | /v2/models/pets/versions/2     | 404 | The model pets has version 1 here, not \"2\"",
        "POST   | /v1/classify/cars              | 404 | There is no model \"cars\" here",
        "POST   | /v1/explain/cars               | 404 | There is no model \"cars\" here",
        "GET    | /v1/explain/pets               | 405 | This path takes POST, not GET",
        "POST   | /v2/models/cars/infer          | 404 | There is no model \"cars\" here",
        "POST   | /v1/classify/pets?top=none     | 400 | top: found \"none\"; expected a whole number from 1",
        "POST   | /v1/classify/pets?top=0        | 400 | top: found \"0\"; expected a whole number from 1",
      })
  void refuses(String method, String path, int status, String error) {
    HttpResponse<String> response =
        server.send(
            HttpRequest.newBuilder(server.uri(path)).method(method, BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(TestServer.error(response)).isEqualTo(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/openapi.json", "/metrics", "/v2", "/nothing"})
  void everyAnswerForbidsGuessingAndFraming(String path) {
    var headers = server.get(path).headers();

    assertThat(headers.firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(headers.firstValue("X-Frame-Options")).contains("DENY");
    assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'", "frame-ancestors 'none'");
    assertThat(headers.firstValue("Server")).isEmpty();
  }

  @Test
  void answersHeadWithoutABody() {
    var response =
        server.send(
            HttpRequest.newBuilder(server.uri("/v2")).method("HEAD", BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEmpty();
  }

  /** Written by hand, so it is compared with what is answered. */
  @Test
  void theDescriptionHasAllRoutesAndNoOther() {
    JsonObject paths =
        TestServer.json(server.get("/openapi.json")).getAsJsonObject().getAsJsonObject("paths");
    var described =
        paths.entrySet().stream()
            .flatMap(
                path ->
                    path.getValue().getAsJsonObject().keySet().stream()
                        .map(method -> method.toUpperCase(Locale.ROOT) + " " + path.getKey()))
            .collect(Collectors.toSet());

    ServedModels none = new ServedModels(java.util.List.of());
    var metrics = new ServerMetrics(none, new BodyBudget(1));
    assertThat(new ServerRoutes(none, metrics, Limits.DEFAULT).routes().all())
        .extracting(route -> route.method() + " " + route.template())
        .containsExactlyInAnyOrderElementsOf(described);
  }

  @Test
  void thePageHasItsOwnScriptOnly() {
    HttpResponse<String> page = server.get("/");

    assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
    assertThat(page.body()).contains("Drop a picture here").doesNotContain("src=\"", "@import");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .containsPattern("script-src 'sha256-[A-Za-z0-9+/]{43}='; style-src 'sha256-");
  }

  @Test
  void requestsAreCountedAndTimed() {
    server.classify(TestServer.png(1));

    assertThat(server.get("/metrics").body())
        .containsPattern(
            "stagewright_requests_total\\{method=\"POST\",route=\"/v1/classify/\\{name}\",status=\"200\"} [1-9]")
        .containsPattern(
            "stagewright_request_seconds_bucket\\{route=\"/v1/classify/\\{name}\",le=\"30.0\"} [1-9]")
        .containsPattern("stagewright_batch_pictures_sum\\{model=\"pets\"} [1-9]")
        .containsPattern("stagewright_batch_seconds_count\\{model=\"pets\"} [1-9]")
        .contains("stagewright_waiting_pictures{model=\"pets\"} 0.0")
        .contains("stagewright_model_version{model=\"pets\"} 1.0")
        .contains("stagewright_bodies_bytes 0.0");
  }

  @Test
  void everyRequestHasAnIdInAnswerAndLog() {
    HttpResponse<String> own =
        server.post("/v1/classify/pets", TestServer.png(1), "X-Request-ID", "mine-7");
    HttpResponse<String> wrong =
        server.post("/v1/classify/pets", new byte[] {1}, "X-Request-ID", "no id");

    assertThat(own.headers().firstValue("X-Request-ID")).contains("mine-7");
    String id = wrong.headers().firstValue("X-Request-ID").orElse("");
    assertThat(id).matches("[0-9a-f-]{36}");
    assertThat(server.log)
        .anyMatch(
            line ->
                line.matches(
                    "\\{\"time\":\"[^\"]*Z\",\"event\":\"request\",\"id\":\"mine-7\",\"method\":\"POST\",\"path\":\"/v1/classify/pets\",\"status\":200,\"seconds\":[0-9.E-]+}"))
        .anyMatch(
            line ->
                line.contains("\"id\":\"" + id + "\"")
                    && line.contains("\"status\":415")
                    && line.contains("\"error\":\"The picture is not a picture"));
  }
}
