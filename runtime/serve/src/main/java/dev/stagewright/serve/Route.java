package dev.stagewright.serve;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A kind of request.
 *
 * @param method HTTP's, in upper case
 * @param template a path with names in braces, each for one part of it
 * @param action what answers it
 */
record Route(String method, String template, Action action) {

  /** Answers requests. */
  interface Action {
    CompletableFuture<Answer> on(Call call);
  }

  /** Answers requests at once. */
  interface Lookup {
    Answer on(Call call);
  }

  static Route get(String template, Lookup lookup) {
    return new Route("GET", template, call -> CompletableFuture.completedFuture(lookup.on(call)));
  }

  static Route post(String template, Action action) {
    return new Route("POST", template, action);
  }

  boolean takesBody() {
    return method.equals("POST");
  }

  /** What stands for the names, if the path is of this route. */
  Optional<Map<String, String>> match(String path) {
    String[] expected = template.split("/", -1);
    String[] found = path.split("/", -1);
    if (expected.length != found.length) {
      return Optional.empty();
    }
    Map<String, String> names = new HashMap<>();
    for (int i = 0; i < found.length; i++) {
      if (expected[i].startsWith("{") && !found[i].isEmpty()) {
        names.put(expected[i].substring(1, expected[i].length() - 1), found[i]);
      } else if (!expected[i].equals(found[i])) {
        return Optional.empty();
      }
    }
    return Optional.of(names);
  }
}
