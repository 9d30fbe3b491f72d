package dev.stagewright.onednn;

import dev.stagewright.engine.EngineDiagnostics;
import dev.stagewright.engine.PlanDescription;
import dev.stagewright.onednn.internal.plan.Natives;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A look into the graphs that run as plans of oneDNN primitives. */
final class OneDnnDiagnostics implements EngineDiagnostics {

  @Override
  public String instructionSet() {
    return Natives.instructionSet();
  }

  @Override
  public PlanDescription describe(
      ComputationGraph graph, long[] inputShape, boolean training, int runs) {
    return requireAttached(graph).describe(inputShape, training, runs);
  }

  @Override
  public double convolutionSeconds(
      ComputationGraph graph, long[] inputShape, boolean training, int runs) {
    return requireAttached(graph).plans().convolutionSeconds(inputShape, training, runs);
  }

  private static OneDnnGraph requireAttached(ComputationGraph graph) {
    if (graph instanceof OneDnnGraph attached) {
      return attached;
    }
    throw new IllegalArgumentException(
        "this graph does not run on the engine; attach it first. Engines.status(graph) tells why not");
  }
}
