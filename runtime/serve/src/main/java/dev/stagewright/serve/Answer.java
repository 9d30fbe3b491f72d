package dev.stagewright.serve;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;

/**
 * What a request is answered with.
 *
 * @param status HTTP's
 * @param type of the body
 * @param body empty for none
 * @param headers besides those that every answer has
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares them
record Answer(int status, String type, byte[] body, Map<String, String> headers) {

  static final String JSON = "application/json";

  private static final Gson GSON =
      new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

  /** How long somebody waits before sending a request again, in seconds. */
  private static final String RETRY = "1";

  static Answer json(Object value) {
    return new Answer(HttpStatus.OK_200, JSON, bytes(value), Map.of());
  }

  static Answer of(String type, byte[] body) {
    return new Answer(HttpStatus.OK_200, type, body, Map.of());
  }

  static Answer error(HttpFault fault) {
    Map<String, String> headers =
        fault.passes() ? Map.of(HttpHeader.RETRY_AFTER.asString(), RETRY) : Map.of();
    return new Answer(fault.status(), JSON, bytes(Map.of("error", fault.text())), headers);
  }

  static byte[] bytes(Object value) {
    return GSON.toJson(value).getBytes(StandardCharsets.UTF_8);
  }
}
