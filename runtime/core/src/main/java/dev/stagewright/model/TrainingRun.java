package dev.stagewright.model;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * One training run that a model went through.
 *
 * @param data what was trained on
 * @param settings how, by name, in the order to show
 * @param results what came of it, by name, in the order to show
 * @param versions of everything that took part, by name
 * @param environment the machine, and the engine with its settings, by name; empty if not known
 * @param finished when it ended
 */
public record TrainingRun(
    String data,
    Map<String, String> settings,
    Map<String, String> results,
    Map<String, String> versions,
    Map<String, String> environment,
    Instant finished) {

  /** Copies the maps, keeping their order. */
  public TrainingRun {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /**
   * A run that goes on in this process, of which nothing is told but what it runs on.
   *
   * @param graph that is trained
   * @return with the time, this process's versions, the machine and the engine's settings
   */
  public static TrainingRun now(ComputationGraph graph) {
    return now(graph, "", Map.of(), Map.of());
  }

  static TrainingRun now(
      ComputationGraph graph,
      String data,
      Map<String, String> settings,
      Map<String, String> results) {
    return new TrainingRun(
        data,
        settings,
        results,
        Provenance.currentVersions(),
        Environment.of(graph),
        Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }
}
