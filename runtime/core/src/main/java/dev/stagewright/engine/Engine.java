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
   * @param graph an initialized graph; one that is attached already is attached anew if it computes
   *     in another precision or with other threads
   * @param precision what to compute in; float32 where the processor lacks it
   * @return the graph to use from now on; {@code graph} itself if it has a layer that this engine
   *     does not know. {@link #status(ComputationGraph)} tells which and why
   * @throws SettingException if a system property of the engine has a value that cannot be
   */
  ComputationGraph attach(ComputationGraph graph, Precision precision);

  /**
   * One sentence about what runs a graph, and why.
   *
   * @param graph any initialized graph
   * @return for example "onednn, float32, 2 threads", or "Deeplearning4j: ..." with the layer that
   *     is in the way
   */
  String status(ComputationGraph graph);

  /**
   * Compiles a plan and describes it.
   *
   * @param graph one that {@link #attach} returned
   * @param inputShape of the graph's only input, with the batch in front
   * @param training a training step's plan, or that of a prediction
   * @param runs how often to run it for its times; 0 for none
   * @throws IllegalArgumentException if this engine does not run the graph
   */
  PlanDescription describe(ComputationGraph graph, long[] inputShape, boolean training, int runs);

  /**
   * Times the graph's convolutions alone, each as a bare primitive in the library's own choice of
   * layout, with nothing between them: the limit of everything that computes every cell of every
   * convolution directly.
   *
   * @param graph one that {@link #attach} returned
   * @param inputShape of the graph's only input, with the batch in front
   * @param training forward and backward, or forward alone
   * @param runs how often to run each; at least 1
   * @return the sum of the medians, in seconds a batch
   * @throws IllegalArgumentException if this engine does not run the graph
   */
  double convolutionSeconds(ComputationGraph graph, long[] inputShape, boolean training, int runs);
}
