package dev.stagewright.report.run;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the files of a run say.
 *
 * @param name the folder's
 * @param start when it began; 1970 where that is not told
 * @param curves what was measured after every epoch
 * @param plan the settings by name, in the order of the file; empty without one
 * @param command what a shell is to be told to repeat the run; empty if a program began it
 * @param origins versions and machine by name
 * @param events what happened, in order
 * @param data how many pictures there are by part; empty where that is not told
 * @param classes how many there are by class and part; empty where that is not told, and where
 *     pictures have several labels or values instead of one class
 * @param predictions of pictures held out; empty until there are some, and where pictures have
 *     several labels or values instead of one class
 */
public record RunData(
    String name,
    Instant start,
    Curves curves,
    Map<String, String> plan,
    Optional<String> command,
    Map<String, String> origins,
    List<RunEvent> events,
    Optional<DataSummary> data,
    Optional<DataSummary> classes,
    Optional<Predictions> predictions) {

  /** Copies list and maps, keeping their order. */
  public RunData {
    plan = Collections.unmodifiableMap(new LinkedHashMap<>(plan));
    origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
    events = List.copyOf(events);
  }
}
