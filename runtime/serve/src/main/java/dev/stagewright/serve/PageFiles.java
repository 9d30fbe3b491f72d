package dev.stagewright.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/** What a server shows to people: a page to try models on, and the description of its paths. */
final class PageFiles {

  private final byte[] page = read("page.html");
  private final byte[] openApi = read("openapi.json");
  private final Map<String, String> pageHeaders = Map.of("Content-Security-Policy", policy());

  Answer page() {
    return new Answer(200, "text/html; charset=utf-8", page, pageHeaders);
  }

  Answer openApi() {
    return Answer.of(Answer.JSON, openApi);
  }

  /** The page's own script and style, by their hashes, and nothing else. */
  private String policy() {
    return "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none';"
        + " connect-src 'self'; img-src blob: data:; script-src "
        + hash("script")
        + "; style-src "
        + hash("style");
  }

  private String hash(String element) {
    String text = new String(page, StandardCharsets.UTF_8);
    int start = text.indexOf("<" + element + ">") + element.length() + 2;
    String inner = text.substring(start, text.indexOf("</" + element + ">", start));
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(inner.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  private static byte[] read(String name) {
    try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
