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

  /** The system property that chooses: {@code none} switches every engine off. */
  public static final String PROPERTY = "stagewright.engine";

  private static final Logger log = LoggerFactory.getLogger(Engines.class);

  private Engines() {}

  private record Found(Optional<Engine> engine, String status) {}

  private static final class Holder {
    static final Found FOUND = find();
  }

  /**
   * Attaches the engine, if there is one, to a graph.
   *
   * @param graph an initialised graph
   * @return the graph to use from now on; {@code graph} itself if no engine runs it
   */
  public static ComputationGraph attach(ComputationGraph graph) {
    return attach(graph, Precision.chosen());
  }

  /**
   * Attaches the engine, if there is one, to a graph.
   *
   * @param graph an initialised graph
   * @param precision what to compute in
   * @return the graph to use from now on; {@code graph} itself if no engine runs it
   */
  public static ComputationGraph attach(ComputationGraph graph, Precision precision) {
    return engine().map(engine -> engine.attach(graph, precision)).orElse(graph);
  }

  /** The engine that runs graphs in this process, if there is one. */
  public static Optional<Engine> engine() {
    return enabled() ? Holder.FOUND.engine() : Optional.empty();
  }

  /**
   * The precision in which graphs are computed that are attached without saying which: {@link
   * Precision#chosen} where the processor has it, else float32.
   */
  public static Precision precision() {
    Precision chosen = Precision.chosen();
    return engine()
        .filter(engine -> engine.supports(chosen))
        .map(e -> chosen)
        .orElse(Precision.F32);
  }

  /**
   * One sentence about what runs graphs in this process, and why.
   *
   * @return for example "onednn" or "Deeplearning4j: ..." with the reason
   */
  public static String status() {
    return enabled()
        ? Holder.FOUND.status()
        : "Deeplearning4j: engines are switched off by -D" + PROPERTY + "=none";
  }

  private static boolean enabled() {
    return !"none".equals(System.getProperty(PROPERTY));
  }

  private static Found find() {
    List<String> reasons = new ArrayList<>();
    var engines = ServiceLoader.load(Engine.class).iterator();
    while (true) {
      try {
        if (!engines.hasNext()) {
          break;
        }
        Engine engine = engines.next();
        Optional<String> reason = engine.unavailable();
        if (reason.isEmpty()) {
          return new Found(Optional.of(engine), engine.name());
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
    return new Found(Optional.empty(), status);
  }
}
