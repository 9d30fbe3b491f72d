package dev.stagewright.engine;

import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Runs graphs faster than Deeplearning4j does, with the same numbers. Found by {@link
 * java.util.ServiceLoader}.
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
   * Attaches this engine to a graph: a graph with the same configuration, the same parameter and
   * updater-state arrays and the same listeners, that runs on this engine.
   *
   * @param graph an initialised graph
   * @return the graph to use from now on; {@code graph} itself, after one log line that names the
   *     layer, if it has a layer that this engine does not know
   */
  ComputationGraph attach(ComputationGraph graph);
}
