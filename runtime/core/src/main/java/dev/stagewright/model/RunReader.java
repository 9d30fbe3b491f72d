package dev.stagewright.model;

import dev.stagewright.errors.Brief;
import dev.stagewright.json.TypedJson;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one training run of {@code stagewright.json}. The latest one holds those before it as a
 * list, {@code earlier}; in files of earlier versions each held the one before it, as {@code
 * before}.
 */
final class RunReader {

  @Nullable private String data;
  @Nullable private Map<String, String> settings;
  @Nullable private Map<String, String> results;
  @Nullable private Map<String, String> versions;

  /** Files of earlier versions have none. */
  private Map<String, String> environment = Map.of();

  @Nullable private String finished;

  private RunReader() {}

  /** Reads them without recursion, since they may nest deeper than the stack. */
  static Provenance read(TypedJson in) throws IOException {
    List<TrainingRun> runs = new ArrayList<>(); // the first one first
    List<RunReader> open = new ArrayList<>(); // the latest first
    int leftOut = 0;
    in.beginObject();
    open.add(new RunReader());
    while (!open.isEmpty()) {
      RunReader run = open.get(open.size() - 1);
      if (!in.hasNext()) {
        in.endObject();
        open.remove(open.size() - 1);
        runs.add(run.toRun(in));
        continue;
      }
      String name = in.name();
      if (name.equals("before") && in.isObject()) {
        in.beginObject();
        open.add(new RunReader());
      } else if (name.equals("earlier")) {
        runs.addAll(readList(in));
      } else if (name.equals("leftOut")) {
        leftOut = in.integer();
      } else {
        run.readField(name, in);
      }
    }
    return new Provenance(runs.remove(runs.size() - 1), runs, leftOut);
  }

  private static List<TrainingRun> readList(TypedJson in) throws IOException {
    List<TrainingRun> runs = new ArrayList<>();
    in.beginArray();
    while (in.hasNext()) {
      RunReader run = new RunReader();
      in.beginObject();
      while (in.hasNext()) {
        run.readField(in.name(), in);
      }
      in.endObject();
      runs.add(run.toRun(in));
    }
    in.endArray();
    return runs;
  }

  private void readField(String name, TypedJson in) throws IOException {
    switch (name) {
      case "data" -> data = in.text();
      case "settings" -> settings = in.textsByName();
      case "results" -> results = in.textsByName();
      case "versions" -> versions = in.textsByName();
      case "environment" -> environment = in.textsByName();
      case "finished" -> finished = in.text();
      default -> in.skip();
    }
  }

  private TrainingRun toRun(TypedJson in) throws IOException {
    if (data == null
        || settings == null
        || results == null
        || versions == null
        || finished == null) {
      throw in.fault("a training run without its data, settings, results, versions or time");
    }
    try {
      return new TrainingRun(
          data, settings, results, versions, environment, Instant.parse(finished));
    } catch (DateTimeException e) {
      throw in.fault("expected a time such as 2026-01-31T12:00:00Z, found " + Brief.of(finished));
    }
  }
}
