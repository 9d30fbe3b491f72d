package dev.stagewright.serve;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.model.Provenance;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.Network;
import dev.stagewright.networks.ResNet20EluNetwork;
import dev.stagewright.prediction.Batching;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;

/** A server with a small model, and a client for it. */
final class TestServer implements AutoCloseable {

  static final List<String> LABELS = List.of("cat", "dog", "horse");

  final List<String> log = Collections.synchronizedList(new ArrayList<>());
  final ModelServer server;
  private final HttpClient client = HttpClient.newHttpClient();

  private TestServer(UnaryOperator<ServerSettings> change, List<String> names) {
    this.server = new ModelServer(change.apply(ServerSettings.local(0, log::add)), names);
  }

  /** With the model "pets", ready. */
  static TestServer ready(UnaryOperator<ServerSettings> change) {
    TestServer started = announcing(change, "pets");
    started.server.put("pets", model(1));
    return started;
  }

  /** With models that are still to come. */
  static TestServer announcing(UnaryOperator<ServerSettings> change, String... names) {
    return new TestServer(change, List.of(names));
  }

  static Batching batching(int size, int delayMillis, int queue, int timeoutMillis) {
    return new Batching(
        size, Duration.ofMillis(delayMillis), queue, Duration.ofMillis(timeoutMillis));
  }

  static TrainedModel model(long seed) {
    Network network = ResNet20EluNetwork.builder().classes(LABELS.size()).seed(seed).build();
    return new TrainedModel(
        network.build(),
        LABELS,
        ImageInput.of(network, Preprocessing.TF),
        Provenance.unknown("test"));
  }

  static byte[] png(int seed) {
    return picture(seed, 40, 30);
  }

  static byte[] picture(int seed, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < width * height; i++) {
      image.setRGB(i % width, i / width, i * 7919 * (seed + 1));
    }
    var bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  URI uri(String path) {
    return URI.create("http://127.0.0.1:" + server.port() + path);
  }

  HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(uri(path)));
  }

  HttpResponse<String> classify(byte[] picture) {
    return post("/v1/classify/pets", picture);
  }

  CompletableFuture<HttpResponse<String>> postLater(String path, byte[] picture) {
    return client.sendAsync(request(path, picture).build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, byte[] body, String... headers) {
    return send(request(path, body, headers));
  }

  HttpResponse<byte[]> postForBytes(String path, byte[] body, String... headers) {
    try {
      return client.send(request(path, body, headers).build(), BodyHandlers.ofByteArray());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HttpRequest.Builder request(String path, byte[] body, String... headers) {
    var request = HttpRequest.newBuilder(uri(path)).POST(BodyPublishers.ofByteArray(body));
    return headers.length == 0 ? request : request.headers(headers);
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static JsonElement json(HttpResponse<String> response) {
    return JsonParser.parseString(response.body());
  }

  static String error(HttpResponse<String> response) {
    return json(response).getAsJsonObject().get("error").getAsString();
  }

  @Override
  public void close() {
    server.close();
  }
}
