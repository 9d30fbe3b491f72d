package dev.stagewright.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds the engine, once; its failure to load is kept and told. */
public final class Engines {

  /**
   * The system property that chooses: an engine's name, which then must run here, or {@code none},
   * which switches every engine off. Without it the first engine that runs here is used.
   */
  public static final String PROPERTY = "stagewright.engine";

  private static final String NONE = "none";

  private static final Logger log = LoggerFactory.getLogger(Engines.class);

  private Engines() {}

  private record Found(Optional<Engine> engine, String status, List<String> names) {}

  private static final class Holder {
    static final Found FOUND = find();
  }

  /**
   * Attaches the engine, if there is one, to a graph, with the settings that system properties
   * choose.
   *
   * @param graph an initialized graph
   * @return the graph to use from now on; {@code graph} itself if no engine runs it
   * @throws SettingException if a system property of the engine has a value that cannot be
   */
  public static ComputationGraph attach(ComputationGraph graph) {
    return attach(graph, EngineSettings.chosen());
  }

  /**
   * Attaches the engine, if there is one, to a graph, with the settings that system properties
   * choose but for the precision.
   *
   * @param graph an initialized graph
   * @param precision what to compute in
   * @return the graph to use from now on; {@code graph} itself if no engine runs it
   * @throws SettingException if a system property of the engine has a value that cannot be
   */
  public static ComputationGraph attach(ComputationGraph graph, Precision precision) {
    return attach(graph, EngineSettings.chosen().withPrecision(precision));
  }

  /**
   * Attaches the engine, if there is one, to a graph.
   *
   * @param graph an initialized graph
   * @param settings how to compute
   * @return the graph to use from now on; {@code graph} itself if no engine runs it
   * @throws SettingException if {@link #PROPERTY} names no engine that runs here
   */
  public static ComputationGraph attach(ComputationGraph graph, EngineSettings settings) {
    return engine().map(engine -> engine.attach(graph, settings)).orElse(graph);
  }

  /**
   * How the engine computes a graph.
   *
   * @param graph an initialized graph
   * @return empty if Deeplearning4j runs it
   * @throws SettingException if {@link #PROPERTY} names no engine that runs here
   */
  public static Optional<EngineSettings> settings(ComputationGraph graph) {
    return engine().flatMap(engine -> engine.settings(graph));
  }

  /**
   * The engine that runs graphs in this process, if there is one.
   *
   * @throws SettingException if {@link #PROPERTY} names none that runs here
   */
  public static Optional<Engine> engine() {
    return enabled() ? Holder.FOUND.engine() : Optional.empty();
  }

  /**
   * One sentence about what runs graphs in this process, and why.
   *
   * @return for example "onednn" or "Deeplearning4j: ..." with the reason
   * @throws SettingException if {@link #PROPERTY} names no engine that runs here
   */
  public static String status() {
    return enabled()
        ? Holder.FOUND.status()
        : "Deeplearning4j: engines are switched off by -D" + PROPERTY + "=" + NONE;
  }

  /**
   * One sentence about what runs a graph, and why.
   *
   * @param graph an initialized graph
   * @return for example "onednn, float32, 2 threads", or "Deeplearning4j: ..." with the reason
   * @throws SettingException if {@link #PROPERTY} names no engine that runs here
   */
  public static String status(ComputationGraph graph) {
    String status = engine().map(engine -> engine.status(graph)).orElseGet(Engines::status);
    return OpenMp.sleepSoon().map(advice -> status + "; " + advice).orElse(status);
  }

  private static boolean enabled() {
    String chosen = System.getProperty(PROPERTY);
    if (chosen == null) {
      return true;
    }
    if (chosen.equals(NONE)) {
      return false;
    }
    Found found = Holder.FOUND;
    if (!found.names().contains(chosen)) {
      List<String> allowed = new ArrayList<>(found.names());
      allowed.add(NONE);
      throw new SettingException("-D" + PROPERTY, chosen, String.join(" or ", allowed));
    }
    if (found.engine().isEmpty()) {
      throw new SettingException(
          "-D" + PROPERTY, chosen, NONE + ", since graphs run on " + found.status());
    }
    return true;
  }

  private static Found find() {
    // Before an engine loads its natives, and OpenMP with them.
    OpenMp.sleepSoon();
    List<String> names = new ArrayList<>();
    List<String> reasons = new ArrayList<>();
    var engines = ServiceLoader.load(Engine.class).iterator();
    while (true) {
      try {
        if (!engines.hasNext()) {
          break;
        }
        Engine engine = engines.next();
        names.add(engine.name());
        Optional<String> reason = engine.unavailable();
        if (reason.isEmpty()) {
          return new Found(Optional.of(engine), engine.name(), names);
        }
        reasons.add(engine.name() + " is off: " + reason.get());
      } catch (ServiceConfigurationError e) {
        reasons.add("an engine could not be loaded: " + e.getMessage());
      }
    }
    String status =
        "Deeplearning4j: "
            + (reasons.isEmpty()
                ? "no engine is on the class path; add dev.stagewright:stagewright-onednn for speed"
                : String.join("; ", reasons));
    log.info("Graphs run on {}", status);
    return new Found(Optional.empty(), status, names);
  }
}
