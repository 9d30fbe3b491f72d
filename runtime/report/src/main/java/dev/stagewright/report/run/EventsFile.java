package dev.stagewright.report.run;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code events.jsonl}: an object a line with {@code time}, {@code event}, and {@code message} or
 * anything else; that of a start has {@code task}, {@code versions} and {@code environment}.
 */
final class EventsFile {

  static final String NAME = "events.jsonl";

  private static final String TASK = "task";
  private static final JsonElement YES_OR_NO = new JsonPrimitive("binary");

  private static final List<String> ORIGINS = List.of("versions", "environment");

  private final List<RunEvent> events = new ArrayList<>();
  private Map<String, String> origins = Map.of();
  private boolean yesOrNo;

  private EventsFile() {}

  static EventsFile read(Path file) {
    EventsFile read = new EventsFile();
    JsonLines.read(file, (line, object) -> read.add(object));
    return read;
  }

  /** In the order of the file. */
  List<RunEvent> events() {
    return events;
  }

  /** Versions and machine by name, as the last start has them. */
  Map<String, String> origins() {
    return origins;
  }

  /** When the first event was; 1970 where that is not told. */
  Instant start() {
    try {
      return events.isEmpty() ? Instant.EPOCH : Instant.parse(events.get(0).time());
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }

  /** Whether the network tells yes or no; the start of the run tells its task. */
  boolean isYesOrNo() {
    return yesOrNo;
  }

  private void add(JsonObject object) {
    yesOrNo |= YES_OR_NO.equals(object.get(TASK));
    Map<String, String> found = new LinkedHashMap<>();
    for (String name : ORIGINS) {
      JsonElement member = object.remove(name);
      if (member != null && member.isJsonObject()) {
        flatten("", member.getAsJsonObject(), found);
      }
    }
    if (!found.isEmpty()) {
      origins = found;
    }
    Map<String, String> members = new LinkedHashMap<>();
    flatten("", object, members);
    String time = members.getOrDefault("time", "");
    String kind = members.getOrDefault("event", "");
    String message = members.getOrDefault("message", "");
    members.keySet().removeAll(List.of("time", "event", "message"));
    String others =
        members.entrySet().stream()
            .map(member -> member.getKey() + " " + member.getValue())
            .collect(Collectors.joining(", "));
    String gap = message.isEmpty() || others.isEmpty() ? "" : "; ";
    events.add(new RunEvent(time, kind, message + gap + others));
  }

  private static void flatten(String prefix, JsonObject object, Map<String, String> into) {
    object
        .asMap()
        .forEach(
            (name, value) -> {
              if (value.isJsonObject()) {
                flatten(prefix + name + ".", value.getAsJsonObject(), into);
              } else if (value.isJsonPrimitive()) {
                into.put(prefix + name, value.getAsString());
              } else {
                into.put(prefix + name, value.toString());
              }
            });
  }
}
