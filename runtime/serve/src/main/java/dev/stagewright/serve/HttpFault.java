package dev.stagewright.serve;

import dev.stagewright.data.DataException;
import dev.stagewright.pictures.PictureException;
import dev.stagewright.prediction.BusyException;
import dev.stagewright.prediction.PredictionException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpStatus;

/** A request that is answered with an error. */
final class HttpFault extends RuntimeException {

  private final int status;

  HttpFault(int status, String message) {
    super(message, null, false, false); // its stack trace tells nothing
    this.status = status;
  }

  int status() {
    return status;
  }

  String text() {
    return String.valueOf(getMessage());
  }

  static HttpFault badRequest(String message) {
    return new HttpFault(HttpStatus.BAD_REQUEST_400, message);
  }

  static HttpFault notReady(String what) {
    return new HttpFault(
        HttpStatus.SERVICE_UNAVAILABLE_503, what + " is not ready yet; try again in a moment");
  }

  /** Whether it passes by itself, so that the request may be sent again. */
  boolean passes() {
    return status == HttpStatus.SERVICE_UNAVAILABLE_503;
  }

  /**
   * What a fault means for whoever sent the request.
   *
   * @param id names the request in the log, where unexpected faults are told
   */
  static HttpFault of(Throwable fault, String id) {
    Throwable cause = fault.getCause();
    if (fault instanceof CompletionException && cause != null) {
      return of(cause, id);
    }
    if (fault instanceof HttpFault known) {
      return known;
    }
    if (fault instanceof DataException && cause instanceof PictureException picture) {
      return of(picture);
    }
    if (fault instanceof PictureException picture) {
      return of(picture);
    }
    if (fault instanceof BusyException) {
      return new HttpFault(
          HttpStatus.SERVICE_UNAVAILABLE_503,
          "Too many pictures are waiting already; try again later");
    }
    if (fault instanceof PredictionException) {
      return badRequest(String.valueOf(fault.getMessage()));
    }
    if (fault instanceof TimeoutException) {
      return new HttpFault(HttpStatus.GATEWAY_TIMEOUT_504, "The answer took too long; try again");
    }
    return new HttpFault(
        HttpStatus.INTERNAL_SERVER_ERROR_500,
        "The request failed; the server's log tells why under the request id " + id);
  }

  private static HttpFault of(PictureException fault) {
    int status =
        switch (fault.reason()) {
          case FORM -> HttpStatus.UNSUPPORTED_MEDIA_TYPE_415;
          case SIZE -> HttpStatus.PAYLOAD_TOO_LARGE_413;
          case CONTENT -> HttpStatus.UNPROCESSABLE_ENTITY_422;
        };
    return new HttpFault(status, "The picture " + fault.getMessage());
  }
}
