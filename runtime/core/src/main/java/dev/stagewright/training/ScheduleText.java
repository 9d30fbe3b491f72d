package dev.stagewright.training;

import dev.stagewright.json.JsonException;
import dev.stagewright.json.RecordJson;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Schedules in one word, as in {@code cosine:warmup=0.05,to=0.01}. */
public final class ScheduleText {

  private static final Map<String, Schedule> DEFAULTS =
      List.of(
              new Schedule.Constant(),
              new Schedule.Step(1.0 / 3, 0.1),
              new Schedule.Polynomial(1, 0),
              new Schedule.Exponential(0.01),
              new Schedule.Cosine(0, 0, 0, 1, 1),
              new Schedule.OneCycle(0.3, 0.04, 4e-6),
              new Schedule.Plateau(0.1, 10, 1e-4, 0, 0))
          .stream()
          .collect(
              Collectors.toMap(
                  ScheduleText::name, each -> each, (one, other) -> one, LinkedHashMap::new));

  private ScheduleText() {}

  private static String name(Schedule schedule) {
    return schedule.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /**
   * The names of all schedules.
   *
   * @return in the order to show
   */
  public static List<String> names() {
    return List.copyOf(DEFAULTS.keySet());
  }

  /**
   * Reads a schedule.
   *
   * @param text a name, and behind a colon members with their values, separated by commas; those
   *     that are not given have their defaults
   * @return the schedule
   * @throws TrainingException if the text is not of this form, or a value cannot be
   */
  public static Schedule parse(String text) {
    String[] parts = text.split(":", 2);
    Schedule usual = DEFAULTS.get(parts[0]);
    if (usual == null) {
      throw wrong(text, "one of " + String.join(", ", names()));
    }
    Map<String, String> members = new LinkedHashMap<>(members(usual));
    if (parts.length > 1) {
      for (String member : parts[1].split(",", -1)) {
        String[] pair = member.split("=", 2);
        if (pair.length < 2 || !members.containsKey(pair[0]) || !isNumber(pair[1])) {
          throw wrong(
              text,
              parts[0]
                  + ":"
                  + members(usual).entrySet().stream()
                      .map(each -> each.getKey() + "=" + each.getValue())
                      .collect(Collectors.joining(","))
                  + " with numbers, those that differ");
        }
        members.put(pair[0], pair[1]);
      }
    }
    return read(parts[0], members);
  }

  private static boolean isNumber(String text) {
    return text.matches("-?[0-9]+(\\.[0-9]+)?([eE]-?[0-9]+)?");
  }

  private static Map<String, String> members(Schedule schedule) {
    return members(schedule.getClass().asSubclass(Record.class), schedule);
  }

  private static <T extends Record> Map<String, String> members(Class<T> type, Schedule schedule) {
    return RecordJson.members(type, type.cast(schedule));
  }

  private static Schedule read(String name, Map<String, String> members) {
    String json =
        members.entrySet().stream()
            .map(member -> ",\"%s\":%s".formatted(member.getKey(), member.getValue()))
            .collect(Collectors.joining("", "{\"kind\":\"%s\"".formatted(name), "}"));
    try {
      return RecordJson.read(Schedule.class, json);
    } catch (JsonException e) {
      String reason = String.valueOf(e.getMessage());
      throw Hyperparameter.usage("schedule " + name + ": " + reason.replaceFirst("^\\$[.:] ?", ""));
    }
  }

  private static TrainingException wrong(String text, String expected) {
    return Hyperparameter.usage("schedule: found \"%s\"; expected %s".formatted(text, expected));
  }
}
