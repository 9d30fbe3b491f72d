package dev.stagewright.serve;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.HttpStatus;

/**
 * All kinds of requests.
 *
 * @param all in any order: a path is of one template only
 */
record Routes(List<Route> all) {

  /**
   * The route of a request.
   *
   * @param route the kind of request
   * @param names what stands in the path for the route's names
   */
  record Match(Route route, Map<String, String> names) {}

  Match find(String method, String path) {
    List<Match> matches = matches(path);
    String wanted = method.equals("HEAD") ? "GET" : method;
    return matches.stream()
        .filter(match -> match.route().method().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                matches.isEmpty()
                    ? new HttpFault(
                        HttpStatus.NOT_FOUND_404,
                        "There is nothing at this path; /openapi.json lists all")
                    : new HttpFault(
                        HttpStatus.METHOD_NOT_ALLOWED_405,
                        "This path takes " + methods(matches) + ", not " + method));
  }

  /** The methods that a path takes, for a header; empty if there is no such path. */
  Optional<String> allowed(String path) {
    return Optional.of(matches(path)).filter(found -> !found.isEmpty()).map(Routes::methods);
  }

  private List<Match> matches(String path) {
    return all.stream()
        .flatMap(route -> route.match(path).map(names -> new Match(route, names)).stream())
        .toList();
  }

  private static String methods(List<Match> matches) {
    return matches.stream()
        .map(match -> match.route().method())
        .map(method -> method.equals("GET") ? "GET, HEAD" : method)
        .collect(Collectors.joining(", "));
  }
}
