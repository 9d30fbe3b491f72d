package dev.stagewright.model;

import dev.stagewright.engine.Engines;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Where a model comes from.
 *
 * @param data what it was trained on
 * @param settings how it was trained, by name, in the order to show
 * @param results what came of it, by name, in the order to show
 * @param versions of everything that took part, by name
 * @param finished when the training ended
 * @param before where the model that this training started from comes from; null if it started from
 *     new parameters
 */
public record Provenance(
    String data,
    Map<String, String> settings,
    Map<String, String> results,
    Map<String, String> versions,
    Instant finished,
    @Nullable Provenance before) {

  /** Copies the maps, keeping their order. */
  public Provenance {
    settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    results = Collections.unmodifiableMap(new LinkedHashMap<>(results));
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
  }

  /**
   * The provenance of a training that ends now, in this process.
   *
   * @param data what was trained on
   * @param settings how, by name
   * @param results what came of it, by name
   * @param before where the model that was started from comes from; null if from new parameters
   * @return with the time and this process's versions
   */
  public static Provenance now(
      String data,
      Map<String, String> settings,
      Map<String, String> results,
      @Nullable Provenance before) {
    Instant finished = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    return new Provenance(data, settings, results, currentVersions(), finished, before);
  }

  /**
   * The provenance of a graph of which nothing is known.
   *
   * @param what for example the file it was in
   * @return with this process's versions
   */
  public static Provenance unknown(String what) {
    return now("unknown: " + what, Map.of(), Map.of(), null);
  }

  private static Map<String, String> currentVersions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("stagewright", version("dev.stagewright", "stagewright-runtime"));
    versions.put("deeplearning4j", version("org.deeplearning4j", "deeplearning4j-nn"));
    versions.put("java", Runtime.version().toString());
    versions.put("engine", Engines.status());
    versions.put("precision", Engines.precision().toString());
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
