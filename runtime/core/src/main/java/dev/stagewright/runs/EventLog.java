package dev.stagewright.runs;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code events.jsonl}: what happened and when, an object a line. */
final class EventLog {

  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final LineFile file;

  EventLog(Path folder) {
    file = new LineFile(folder.resolve("events.jsonl"));
    file.dropTornLine();
  }

  /**
   * Notes an event that happens now.
   *
   * @param details by name: texts, numbers, or maps of these
   */
  void add(String event, Map<String, ?> details) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    members.put("event", event);
    members.putAll(details);
    file.append(GSON.toJson(members));
  }
}
