package dev.stagewright.engine;

import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Runs graphs faster than Deeplearning4j does, with the same numbers up to rounding. Found by
 * {@link java.util.ServiceLoader}.
 */
public interface Engine {

  /**
   * A short name for logs and messages.
   *
   * @return for example {@code onednn}
   */
  String name();

  /**
   * Why this engine cannot run here.
   *
   * @return the reason with the way to mend it, or empty if the engine works
   */
  Optional<String> unavailable();

  /**
   * Whether the processor computes in a precision.
   *
   * @return true for float32 wherever the engine works
   */
  boolean supports(Precision precision);

  /**
   * Attaches this engine to a graph: a graph with the same configuration, the same parameter and
   * updater-state arrays and the same listeners, that runs on this engine.
   *
   * @param graph an initialized graph; one that is attached already is attached anew if it has
   *     other settings
   * @param settings how to compute; in float32 where the processor lacks the precision
   * @return the graph to use from now on; {@code graph} itself if it has a layer that this engine
   *     does not know. {@link #status(ComputationGraph)} tells which and why
   */
  ComputationGraph attach(ComputationGraph graph, EngineSettings settings);

  /**
   * Attaches this engine as {@link #attach(ComputationGraph, EngineSettings)} does, with the
   * settings that system properties choose but for the precision.
   *
   * @param graph an initialized graph
   * @param precision what to compute in
   * @return the graph to use from now on
   * @throws SettingException if a system property has a value that cannot be
   */
  default ComputationGraph attach(ComputationGraph graph, Precision precision) {
    return attach(graph, EngineSettings.chosen().withPrecision(precision));
  }

  /**
   * How this engine computes a graph: as it was asked to, but in float32 where the processor lacks
   * the precision.
   *
   * @param graph any initialized graph
   * @return empty if this engine does not run the graph
   */
  Optional<EngineSettings> settings(ComputationGraph graph);

  /**
   * One sentence about what runs a graph, and why.
   *
   * @param graph any initialized graph
   * @return for example "onednn, float32, 2 threads", with all settings that are not the default
   *     ones, or "Deeplearning4j: ..." with the layer that is in the way
   */
  String status(ComputationGraph graph);

  /**
   * A look into this engine.
   *
   * @return empty if it does not offer one
   */
  default Optional<EngineDiagnostics> diagnostics() {
    return Optional.empty();
  }
}
