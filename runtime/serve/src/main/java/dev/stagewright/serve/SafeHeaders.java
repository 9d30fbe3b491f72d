package dev.stagewright.serve;

import java.util.Set;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;

/** What every answer says to browsers: not to guess its type, not to frame it, not to keep it. */
final class SafeHeaders {

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH");

  private SafeHeaders() {}

  static void addTo(HttpFields.Mutable headers) {
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
  }

  /** The method if it is one of HTTP's, so that nobody can fill the metrics with others. */
  static String knownMethod(String method) {
    return METHODS.contains(method) ? method : "other";
  }
}
