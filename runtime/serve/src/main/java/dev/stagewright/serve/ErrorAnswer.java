package dev.stagewright.serve;

import java.nio.ByteBuffer;
import java.util.Objects;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What Jetty itself refuses, such as a malformed request, in the form of all other errors. */
final class ErrorAnswer implements Request.Handler {

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Object found = request.getAttribute(ErrorHandler.ERROR_STATUS);
    int status = found instanceof Integer number ? number : HttpStatus.INTERNAL_SERVER_ERROR_500;
    String message = Objects.requireNonNullElse(HttpStatus.getMessage(status), "failed");
    Answer answer = Answer.error(new HttpFault(status, "The request was refused: " + message));
    response.setStatus(status);
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
    SafeHeaders.addTo(response.getHeaders());
    answer.headers().forEach(response.getHeaders()::put);
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
    return true;
  }
}
