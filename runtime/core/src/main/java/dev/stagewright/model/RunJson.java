package dev.stagewright.model;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A training run as {@code stagewright.json} holds it. The latest one holds those before it.
 *
 * @param earlier null in an earlier run
 * @param leftOut null in an earlier run
 */
record RunJson(
    String data,
    Map<String, String> settings,
    Map<String, String> results,
    Map<String, String> versions,
    Map<String, String> environment,
    String finished,
    @Nullable List<RunJson> earlier,
    @Nullable Integer leftOut) {

  static RunJson of(Provenance provenance) {
    List<RunJson> earlier = provenance.earlier().stream().map(run -> of(run, null, null)).toList();
    return of(provenance.latest(), earlier, provenance.leftOut());
  }

  private static RunJson of(
      TrainingRun run, @Nullable List<RunJson> earlier, @Nullable Integer leftOut) {
    return new RunJson(
        run.data(),
        run.settings(),
        run.results(),
        run.versions(),
        run.environment(),
        run.finished().toString(),
        earlier,
        leftOut);
  }
}
