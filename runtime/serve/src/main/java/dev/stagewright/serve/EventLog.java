package dev.stagewright.serve;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Writes what happens as one JSON object a line. */
final class EventLog {

  private final Consumer<String> lines;

  EventLog(Consumer<String> lines) {
    this.lines = lines;
  }

  void write(String event, Map<String, ?> details) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", Instant.now().truncatedTo(ChronoUnit.MILLIS).toString());
    line.put("event", event);
    line.putAll(details);
    lines.accept(new String(Answer.bytes(line), StandardCharsets.UTF_8));
  }
}
