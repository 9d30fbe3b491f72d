package dev.stagewright.serve;

import dev.stagewright.prediction.BatchListener;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What a server counts and times, for Prometheus. docs/serving.md has the names. */
final class ServerMetrics {

  private static final double[] SECONDS = {
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30
  };
  private static final double[] PICTURES = {1, 2, 4, 8, 16, 32, 64, 128};

  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final Counter requests =
      Counter.builder()
          .name("stagewright_requests_total")
          .help("Requests that were answered.")
          .labelNames("method", "route", "status")
          .register(registry);
  private final Histogram seconds =
      Histogram.builder()
          .name("stagewright_request_seconds")
          .help("Time from a request's headers to its answer.")
          .labelNames("route")
          .classicOnly()
          .classicUpperBounds(SECONDS)
          .register(registry);
  private final Histogram pictures =
      Histogram.builder()
          .name("stagewright_batch_pictures")
          .help("Pictures that the network computed at once.")
          .labelNames("model")
          .classicOnly()
          .classicUpperBounds(PICTURES)
          .register(registry);
  private final Histogram batchSeconds =
      Histogram.builder()
          .name("stagewright_batch_seconds")
          .help("Time that the network took for a batch.")
          .labelNames("model")
          .classicOnly()
          .classicUpperBounds(SECONDS)
          .register(registry);

  ServerMetrics(ServedModels models, BodyBudget bodies) {
    GaugeWithCallback.builder()
        .name("stagewright_waiting_pictures")
        .help("Pictures that are read, wait or are computed.")
        .labelNames("model")
        .callback(
            gauge ->
                models
                    .names()
                    .forEach(
                        name ->
                            models
                                .find(name)
                                .ifPresent(
                                    model -> gauge.call(model.classifier().waiting(), name))))
        .register(registry);
    GaugeWithCallback.builder()
        .name("stagewright_model_version")
        .help("The version of a model that is ready; 0 for one that is not.")
        .labelNames("model")
        .callback(
            gauge ->
                models
                    .names()
                    .forEach(
                        name ->
                            gauge.call(
                                models.find(name).map(ServedModel::version).orElse(0), name)))
        .register(registry);
    GaugeWithCallback.builder()
        .name("stagewright_bodies_bytes")
        .help("Bytes of requests' bodies that are kept.")
        .callback(gauge -> gauge.call((double) bodies.taken()))
        .register(registry);
  }

  void answered(String method, String route, int status, double time) {
    requests.labelValues(method, route, String.valueOf(status)).inc();
    seconds.labelValues(route).observe(time);
  }

  BatchListener batches(String model) {
    return (count, time) -> {
      pictures.labelValues(model).observe(count);
      batchSeconds.labelValues(model).observe(time);
    };
  }

  Answer answer() {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    try {
      PrometheusTextFormatWriter.create().write(text, registry.scrape());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Answer.of(PrometheusTextFormatWriter.CONTENT_TYPE, text.toByteArray());
  }
}
