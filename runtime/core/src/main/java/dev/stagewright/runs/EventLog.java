package dev.stagewright.runs;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParser;
import dev.stagewright.data.Part;
import dev.stagewright.data.SkippedImages;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code events.jsonl}: what happened and when, an object a line. */
final class EventLog {

  private static final String SKIPPED = "skipped";

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

  /** Notes an image that the run leaves out. */
  void addSkipped(SkippedImages.Skipped image) {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("part", image.part().toString());
    details.put("index", image.index());
    details.put("path", image.path());
    details.put("message", image.reason());
    add(SKIPPED, details);
  }

  /** The images that were noted as left out. */
  List<SkippedImages.Skipped> skipped() {
    return file.lines().stream()
        .map(line -> JsonParser.parseString(line).getAsJsonObject())
        .filter(event -> event.get("event").getAsString().equals(SKIPPED))
        .map(
            event ->
                new SkippedImages.Skipped(
                    event.get("part").getAsString().equals(Part.TRAIN.toString())
                        ? Part.TRAIN
                        : Part.VALIDATION,
                    event.get("index").getAsInt(),
                    event.get("path").getAsString(),
                    event.get("message").getAsString()))
        .toList();
  }
}
