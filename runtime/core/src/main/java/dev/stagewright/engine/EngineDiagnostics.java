package dev.stagewright.engine;

import org.deeplearning4j.nn.graph.ComputationGraph;

/** A look into an engine: what it makes of graphs, and how fast that could be. */
public interface EngineDiagnostics {

  /**
   * The widest vector instructions of the processor that the engine uses.
   *
   * @return the library's name for them, for example {@code avx512_core_amx}
   */
  String instructionSet();

  /**
   * Compiles a plan and describes it.
   *
   * @param graph one that {@link Engine#attach} returned
   * @param inputShape of the graph's only input, with the batch in front
   * @param training a training step's plan, or that of a prediction
   * @param runs how often to run it for its times; 0 for none
   * @return the plan
   * @throws IllegalArgumentException if the engine does not run the graph
   */
  PlanDescription describe(ComputationGraph graph, long[] inputShape, boolean training, int runs);

  /**
   * Times the graph's convolutions alone, each as a bare primitive in the library's own choice of
   * layout, with nothing between them: the roofline of everything that computes every cell of every
   * convolution directly.
   *
   * @param graph one that {@link Engine#attach} returned
   * @param inputShape of the graph's only input, with the batch in front
   * @param training forward and backward, or forward alone
   * @param runs how often to run each; at least 1
   * @return the sum of the medians, in seconds a batch
   * @throws IllegalArgumentException if the engine does not run the graph
   */
  double convolutionSeconds(ComputationGraph graph, long[] inputShape, boolean training, int runs);
}
