package dev.stagewright.engine;

import java.util.OptionalDouble;

/**
 * A graph that computes gradients without updating its parameters, for who updates them. A graph
 * that an engine {@linkplain Engine#attach attached} may be one.
 */
public interface LossGradients {

  /**
   * Computes the gradients for the inputs and labels that are set, and tells listeners of the
   * forward pass. They land in the graph's flat gradient array ({@code getGradientsViewArray}) as
   * Deeplearning4j leaves them: sums over the batch, without penalties; in the place of running
   * statistics stands what is to be subtracted from them.
   *
   * @return the mean loss without penalties; empty if nothing was done, since only Deeplearning4j
   *     can compute it
   */
  OptionalDouble lossAndGradients();

  /** Tells the engine that somebody wrote into the parameters. */
  void parametersChanged();

  /** Gives back at once what was taken to compute; the next call takes it anew. */
  void closePlans();
}
