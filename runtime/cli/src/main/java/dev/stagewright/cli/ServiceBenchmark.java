package dev.stagewright.cli;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.PictureFiles;
import dev.stagewright.model.Provenance;
import dev.stagewright.model.TaskHead;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.prediction.Batching;
import dev.stagewright.serve.ModelServer;
import dev.stagewright.serve.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Times a server on this machine, to which clients send a folder's pictures, by turns with the
 * engine alone at the same batch size.
 */
final class ServiceBenchmark {

  private static final String NAME = "network";

  /** Of a turn: so many that its beginning and its end, with fewer clients, count little. */
  private static final int BATCHES = 20;

  private final EngineGraph network;
  private final List<byte[]> pictures;
  private final int clients;
  private final int batch;
  private final int runs;
  private final HttpClient http = HttpClient.newHttpClient();

  ServiceBenchmark(EngineGraph network, Path folder, int clients, int batch, int runs) {
    this.network = network;
    this.pictures = PictureFiles.in(folder).stream().map(ServiceBenchmark::read).toList();
    this.clients = clients;
    this.batch = batch;
    this.runs = runs;
  }

  private static byte[] read(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw CommandException.failure("%s: cannot be read: %s".formatted(file, e));
    }
  }

  /** All figures by their names; rates in pictures a second, medians. */
  Map<String, Object> run() {
    Map<String, Object> results = new LinkedHashMap<>(network.conditions(batch, runs));
    results.put("pictures", pictures.size());
    results.put("clients", clients);
    INDArray images = Nd4j.rand(DataType.FLOAT, network.inputShape(batch));
    List<Double> engine = new ArrayList<>();
    List<Double> service = new ArrayList<>();
    List<Double> shares = new ArrayList<>();
    List<Double> milliseconds = new ArrayList<>();
    Batching batching =
        new Batching(
            batch,
            Batching.DEFAULT.delay(),
            Math.max(clients, Batching.DEFAULT.queue()),
            Batching.DEFAULT.timeout());
    try (ModelServer server =
        new ModelServer(
            ServerSettings.local(0, line -> {}).withBatching(batching), List.of(NAME))) {
      server.put(NAME, model());
      URI address = URI.create("http://127.0.0.1:" + server.port() + "/v1/classify/" + NAME);
      serve(address); // caches, and Java's compiler
      for (int run = 0; run < runs; run++) {
        double alone = rate(() -> compute(images));
        double served = rate(() -> milliseconds.addAll(serve(address)));
        engine.add(alone);
        service.add(served);
        shares.add(served / alone);
      }
    }
    results.put("engine.img_s", Numbers.median(engine));
    results.put("service.img_s", Numbers.median(service));
    results.put("service.of_engine", Numbers.median(shares));
    results.put("service.p50_ms", Numbers.percentile(50, milliseconds));
    results.put("service.p99_ms", Numbers.percentile(99, milliseconds));
    return results;
  }

  private TrainedModel model() {
    int outputs = network.network().options().classes();
    int labels = TaskHead.of(network.graph()).task().labels(outputs);
    return new TrainedModel(
        network.graph(),
        IntStream.range(0, labels).mapToObj(Integer::toString).toList(),
        ImageInput.of(network.network()),
        Provenance.unknown("bench"));
  }

  private double rate(Runnable turn) {
    long start = System.nanoTime();
    turn.run();
    return BATCHES * batch * 1e9 / (System.nanoTime() - start);
  }

  private void compute(INDArray images) {
    for (int i = 0; i < BATCHES; i++) {
      network.graph().outputSingle(false, images);
    }
  }

  /** Milliseconds of every request. */
  private List<Double> serve(URI address) {
    AtomicInteger next = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      return IntStream.range(0, clients)
          .mapToObj(i -> CompletableFuture.supplyAsync(() -> send(address, next), threads))
          .toList()
          .stream()
          .map(CompletableFuture::join)
          .flatMap(List::stream)
          .toList();
    } catch (CompletionException e) {
      throw e.getCause() instanceof CommandException fault ? fault : e;
    } finally {
      threads.shutdown();
    }
  }

  /** One client, which sends a picture when the one before is answered. */
  private List<Double> send(URI address, AtomicInteger next) {
    List<Double> milliseconds = new ArrayList<>();
    for (int i = next.getAndIncrement(); i < BATCHES * batch; i = next.getAndIncrement()) {
      long start = System.nanoTime();
      send(address, pictures.get(i % pictures.size()));
      milliseconds.add((System.nanoTime() - start) / 1e6);
    }
    return milliseconds;
  }

  private void send(URI address, byte[] picture) {
    try {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(address).POST(BodyPublishers.ofByteArray(picture)).build(),
              BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw CommandException.failure(
            "the server answered %s: %s".formatted(answer.statusCode(), answer.body()));
      }
    } catch (IOException e) {
      throw CommandException.failure("the server does not answer: " + e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.failure("interrupted");
    }
  }
}
