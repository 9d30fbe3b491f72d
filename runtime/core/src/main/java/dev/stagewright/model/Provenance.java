package dev.stagewright.model;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * Where a model comes from: the training run that made it, and those before it, of which the first
 * and the most recent are kept.
 *
 * @param latest the training run that the model came out of
 * @param earlier the training runs before it, the first one first
 * @param leftOut how many between the first of {@code earlier} and the second are not kept
 */
public record Provenance(TrainingRun latest, List<TrainingRun> earlier, int leftOut) {

  /** How many of the earlier training runs are kept. */
  public static final int KEPT = 32;

  /** Copies the list, and leaves out of its middle what is too much. */
  public Provenance {
    int excess = Math.max(0, earlier.size() - KEPT);
    List<TrainingRun> kept = new ArrayList<>(earlier);
    kept.subList(Math.min(1, kept.size()), Math.min(1, kept.size()) + excess).clear();
    earlier = List.copyOf(kept);
    leftOut += excess;
  }

  /**
   * The provenance of a training run that ends now, in this process.
   *
   * @param graph that was trained
   * @param data what was trained on
   * @param settings how, by name
   * @param results what came of it, by name
   * @param before where the model that was started from comes from; null if from new parameters
   * @return with the time, this process's versions, the machine and the engine's settings
   */
  public static Provenance now(
      ComputationGraph graph,
      String data,
      Map<String, String> settings,
      Map<String, String> results,
      @Nullable Provenance before) {
    TrainingRun latest = TrainingRun.now(graph, data, settings, results);
    if (before == null) {
      return new Provenance(latest, List.of(), 0);
    }
    List<TrainingRun> earlier = new ArrayList<>(before.earlier());
    earlier.add(before.latest());
    return new Provenance(latest, earlier, before.leftOut());
  }

  /**
   * The provenance of a graph of which nothing is known.
   *
   * @param what for example the file it was in
   * @return with this process's versions
   */
  public static Provenance unknown(String what) {
    TrainingRun run =
        new TrainingRun(
            "unknown: " + what,
            Map.of(),
            Map.of(),
            currentVersions(),
            Map.of(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS));
    return new Provenance(run, List.of(), 0);
  }

  static Map<String, String> currentVersions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("stagewright", version("dev.stagewright", "stagewright-runtime"));
    versions.put("deeplearning4j", version("org.deeplearning4j", "deeplearning4j-nn"));
    versions.put("java", Runtime.version().toString());
    return versions;
  }

  /** What Maven writes into every jar; missing in a folder of classes. */
  private static String version(String group, String artifact) {
    String name = "/META-INF/maven/%s/%s/pom.properties".formatted(group, artifact);
    try (InputStream in = Provenance.class.getResourceAsStream(name)) {
      Properties properties = new Properties();
      if (in != null) {
        properties.load(in);
      }
      return properties.getProperty("version", "unknown");
    } catch (IOException e) {
      return "unknown";
    }
  }
}
