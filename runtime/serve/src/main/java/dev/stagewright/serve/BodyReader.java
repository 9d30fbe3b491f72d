package dev.stagewright.serve;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Reads a request's body as it arrives, without a thread that waits for it. A sender that stops is
 * noticed by the connection's idle time-out, one that trickles by what arrives too late.
 */
final class BodyReader implements Runnable {

  private final Request request;
  private final Limits limits;
  private final BodyBudget budget;
  private final long start = System.nanoTime();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private long taken;

  private BodyReader(Request request, Limits limits, BodyBudget budget) {
    this.request = request;
    this.limits = limits;
    this.budget = budget;
  }

  /** Reads the body; what it takes of the budget is given back by {@link #release}. */
  static BodyReader start(Request request, Limits limits, BodyBudget budget) {
    BodyReader reader = new BodyReader(request, limits, budget);
    reader.run();
    return reader;
  }

  CompletableFuture<byte[]> body() {
    return body;
  }

  void release() {
    budget.giveBack(taken);
    taken = 0;
  }

  @Override
  public void run() {
    try {
      checkSize(request.getLength());
      while (!body.isDone()) {
        Content.Chunk chunk = request.read();
        if (chunk == null) {
          request.demand(this);
          return;
        }
        take(chunk);
      }
    } catch (HttpFault e) {
      body.completeExceptionally(e);
    }
  }

  private void take(Content.Chunk chunk) {
    if (Content.Chunk.isFailure(chunk)) {
      Throwable fault = chunk.getFailure();
      throw fault instanceof TimeoutException
          ? late()
          : HttpFault.badRequest("The body did not arrive as a whole");
    }
    try {
      int size = chunk.remaining();
      checkSize(bytes.size() + (long) size);
      budget.take(size);
      taken += size;
      bytes.writeBytes(BufferUtil.toArray(chunk.getByteBuffer()));
    } finally {
      chunk.release();
    }
    if (chunk.isLast()) {
      body.complete(bytes.toByteArray());
    } else if (System.nanoTime() - start > limits.bodyTime().toNanos()) {
      throw late();
    }
  }

  private void checkSize(long size) {
    if (size > limits.bodyBytes()) {
      throw new HttpFault(
          HttpStatus.PAYLOAD_TOO_LARGE_413,
          "The body is larger than %s bytes, the server's limit".formatted(limits.bodyBytes()));
    }
  }

  private HttpFault late() {
    return new HttpFault(
        HttpStatus.REQUEST_TIMEOUT_408,
        "The body did not arrive within %s seconds".formatted(limits.bodyTime().toMillis() / 1e3));
  }
}
