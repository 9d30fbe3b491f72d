package dev.stagewright.serve;

import dev.stagewright.errors.StagewrightException.Kind;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.prediction.BatchingClassifier;
import dev.stagewright.prediction.Classifier;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves models over HTTP: pictures' classes, and the Open Inference Protocol, version 2.
 * docs/serving.md tells all paths, limits and metrics. It listens once it is made, and is ready
 * when every model that was announced is loaded and warm.
 *
 * <p>Safe from several threads.
 */
public final class ModelServer implements AutoCloseable {

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** For reading requests and writing answers; the network has a thread of its own. */
  private static final int MOST_THREADS = 32;

  /** How long a connection is kept between requests; clients must not find it closed too often. */
  private static final long KEPT_MILLIS = 60_000;

  private final ServerSettings settings;
  private final EventLog log;
  private final ServedModels models;
  private final ServerMetrics metrics;
  private final Server server;
  private final ServerConnector connector;

  /**
   * Starts to listen.
   *
   * @param settings how
   * @param names of the models that will be {@link #put}: letters, digits, dots, underscores and
   *     hyphens
   * @throws ServeException if a name cannot be, or the address cannot be listened on
   */
  public ModelServer(ServerSettings settings, List<String> names) {
    names.forEach(ModelServer::checkName);
    this.settings = settings;
    this.log = new EventLog(settings.log());
    this.models = new ServedModels(names);
    BodyBudget budget = new BodyBudget(settings.limits().bodiesBytes());
    this.metrics = new ServerMetrics(models, budget);
    Routes routes = new ServerRoutes(models, metrics, settings.limits()).routes();
    QueuedThreadPool threads = new QueuedThreadPool(MOST_THREADS);
    threads.setName("stagewright-http");
    threads.setDaemon(true);
    this.server = new Server(threads);
    this.connector = connector();
    server.addConnector(connector);
    server.setErrorHandler(new ErrorAnswer());
    server.setStopTimeout(settings.drain().toMillis());
    server.setHandler(
        new GracefulHandler(new RequestHandler(routes, settings.limits(), budget, metrics, log)));
    start();
  }

  private ServerConnector connector() {
    HttpConfiguration http = new HttpConfiguration();
    http.setSendServerVersion(false);
    http.setIdleTimeout(settings.limits().bodyTime().toMillis());
    ServerConnector listening = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    listening.setHost(settings.host());
    listening.setPort(settings.port());
    Limits limits = settings.limits();
    listening.setIdleTimeout(KEPT_MILLIS);
    listening.addBean(new NetworkConnectionLimit(limits.connections(), listening));
    listening.addBean(new HeaderDeadline(listening.getScheduler(), limits.bodyTime()));
    return listening;
  }

  private void start() {
    try {
      server.start();
    } catch (Exception e) { // Jetty throws it
      close();
      throw new ServeException(
          Kind.FAILURE,
          "%s:%s: cannot be listened on: %s. Choose another port or host"
              .formatted(settings.host(), settings.port(), reason(e)),
          e);
    }
  }

  private static String reason(Throwable fault) {
    Throwable cause = fault.getCause();
    return String.valueOf(cause == null ? fault.getMessage() : cause.getMessage());
  }

  /**
   * Checks a model's name, which stands in addresses.
   *
   * @param name to check
   * @throws ServeException if it cannot be
   */
  public static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new ServeException(
          Kind.USAGE,
          "model name: found \"%s\"; expected at most 64 letters, digits, dots, underscores and hyphens"
              .formatted(name));
    }
  }

  /**
   * The port that it listens on.
   *
   * @return the setting's, or the one that was free
   */
  public int port() {
    return connector.getLocalPort();
  }

  /**
   * Serves a model: warms it up and then, between two requests, puts it into the place of the one
   * that had this name. That one answers what it took and gives its memory back.
   *
   * @param name in addresses
   * @param model is closed with this, or when another one takes its place
   * @throws ServeException if the name cannot be
   */
  public void put(String name, TrainedModel model) {
    checkName(name);
    long start = System.nanoTime();
    BatchingClassifier classifier =
        new BatchingClassifier(new Classifier(model), settings.batching(), metrics.batches(name));
    try {
      classifier.warmUp();
    } catch (RuntimeException | Error e) {
      classifier.close();
      throw e;
    }
    long parameters = model.graph().numParams();
    ServedModel served =
        models.put(name, version -> new ServedModel(name, version, classifier, parameters));
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("model", name);
    details.put("version", served.version());
    details.put("warmUpSeconds", (System.nanoTime() - start) / 1e9);
    log.write("model ready", details);
  }

  /**
   * Tells in the log that a model could not take another's place.
   *
   * @param name in addresses
   * @param fault why
   */
  void kept(String name, Throwable fault) {
    log.write("model kept", Map.of("model", name, "error", String.valueOf(fault.getMessage())));
  }

  /** Takes no more requests, answers those that it took, and closes its models. */
  @Override
  public void close() {
    models.drain();
    try {
      server.stop();
    } catch (Exception e) { // Jetty throws it; what it could not stop ends with the models
      log.write("stop", Map.of("error", String.valueOf(e)));
    }
    models.close();
  }
}
