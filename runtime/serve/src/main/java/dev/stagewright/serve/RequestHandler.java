package dev.stagewright.serve;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Takes requests, finds what answers them, and writes, counts and logs the answers. */
final class RequestHandler extends Handler.Abstract {

  private static final String ID_HEADER = "X-Request-ID";
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
  private static final String NO_ROUTE = "other";

  private final Routes routes;
  private final Limits limits;
  private final BodyBudget budget;
  private final ServerMetrics metrics;
  private final EventLog log;

  RequestHandler(
      Routes routes, Limits limits, BodyBudget budget, ServerMetrics metrics, EventLog log) {
    this.routes = routes;
    this.limits = limits;
    this.budget = budget;
    this.metrics = metrics;
    this.log = log;
  }

  /** A request on its way. */
  private record Exchange(
      Request request, Response response, Callback callback, String id, String route, long start) {}

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    long start = System.nanoTime();
    String given = request.getHeaders().get(ID_HEADER);
    String id = given != null && ID.matcher(given).matches() ? given : UUID.randomUUID().toString();
    request.addIdleTimeoutListener(timeout -> false); // an answer may wait for a batch
    try {
      Routes.Match match = routes.find(request.getMethod(), Request.getPathInContext(request));
      var exchange = new Exchange(request, response, callback, id, match.route().template(), start);
      answer(exchange, match);
    } catch (HttpFault e) {
      var exchange = new Exchange(request, response, callback, id, NO_ROUTE, start);
      routes
          .allowed(Request.getPathInContext(request))
          .ifPresent(methods -> response.getHeaders().put(HttpHeader.ALLOW, methods));
      respond(exchange, Answer.error(e), e);
    }
    return true;
  }

  private void answer(Exchange exchange, Routes.Match match) {
    if (!match.route().takesBody()) {
      finish(exchange, act(exchange, match, new byte[0]));
      return;
    }
    BodyReader reader = BodyReader.start(exchange.request(), limits, budget);
    finish(
        exchange,
        reader
            .body()
            .thenCompose(body -> act(exchange, match, body))
            .whenComplete((answer, fault) -> reader.release()));
  }

  private static CompletableFuture<Answer> act(Exchange exchange, Routes.Match match, byte[] body) {
    Request request = exchange.request();
    try {
      var query = Request.extractQueryParameters(request);
      return match.route().action().on(new Call(match.names(), query, request.getHeaders(), body));
    } catch (RuntimeException | OutOfMemoryError e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  @SuppressWarnings("FutureReturnValueIgnored") // the answer is its end
  private void finish(Exchange exchange, CompletableFuture<Answer> coming) {
    coming.whenComplete(
        (answer, fault) -> {
          if (fault == null) {
            respond(exchange, answer, null);
          } else {
            respond(exchange, Answer.error(HttpFault.of(fault, exchange.id())), fault);
          }
        });
  }

  private void respond(Exchange exchange, Answer answer, @Nullable Throwable fault) {
    Response response = exchange.response();
    response.setStatus(answer.status());
    var headers = response.getHeaders();
    headers.put(ID_HEADER, exchange.id());
    headers.put(HttpHeader.CONTENT_TYPE, answer.type());
    headers.put(HttpHeader.CONTENT_LENGTH, answer.body().length);
    SafeHeaders.addTo(headers);
    answer.headers().forEach(headers::put);
    if (answer.status() >= HttpStatus.BAD_REQUEST_400 && exchange.request().getLength() != 0) {
      headers.put(HttpHeader.CONNECTION, "close"); // what is left of the body is not read
    }
    double seconds = (System.nanoTime() - exchange.start()) / 1e9;
    String method = exchange.request().getMethod();
    metrics.answered(SafeHeaders.knownMethod(method), exchange.route(), answer.status(), seconds);
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("id", exchange.id());
    details.put("method", method);
    details.put("path", Request.getPathInContext(exchange.request()));
    details.put("status", answer.status());
    details.put("seconds", seconds);
    if (fault != null) {
      details.put("error", faultText(answer, fault));
    }
    log.write("request", details);
    response.write(true, ByteBuffer.wrap(answer.body()), exchange.callback());
  }

  /** All of a fault of the server's, which the answer does not tell. */
  private static String faultText(Answer answer, Throwable fault) {
    return answer.status() == HttpStatus.INTERNAL_SERVER_ERROR_500
        ? fault.toString()
        : HttpFault.of(fault, "").text();
  }
}
