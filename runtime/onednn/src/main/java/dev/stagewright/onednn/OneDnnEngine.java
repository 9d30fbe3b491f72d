package dev.stagewright.onednn;

import dev.stagewright.engine.Engine;
import dev.stagewright.engine.PlanDescription;
import dev.stagewright.engine.Precision;
import dev.stagewright.onednn.internal.model.ModelReader;
import dev.stagewright.onednn.internal.model.UnsupportedLayerException;
import dev.stagewright.onednn.internal.plan.Natives;
import dev.stagewright.onednn.internal.training.Recomputation;
import dev.stagewright.onednn.internal.winograd.WinogradChoice;
import java.util.Optional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine that runs graphs as plans of oneDNN primitives. */
public final class OneDnnEngine implements Engine {

  private static final Logger log = LoggerFactory.getLogger(OneDnnEngine.class);

  /** Called by {@link java.util.ServiceLoader}. */
  public OneDnnEngine() {}

  @Override
  public String name() {
    return "onednn";
  }

  @Override
  public Optional<String> unavailable() {
    return Natives.failure();
  }

  @Override
  public ComputationGraph attach(ComputationGraph graph, Precision precision) {
    WinogradChoice.Mode.chosen();
    Recomputation.bound();
    if (!supports(precision)) {
      log.warn(
          "This processor has no bfloat16 arithmetic (avx512_bf16 or amx_bf16): float32 is used instead");
    }
    if (graph instanceof OneDnnGraph attached && attached.suits(precision)) {
      return graph;
    }
    try {
      ModelReader.check(graph);
      return OneDnnGraph.attachedTo(graph, precision);
    } catch (UnsupportedLayerException e) {
      log.info("This graph runs on Deeplearning4j, the engine does not know {}", e.getMessage());
      return graph;
    }
  }

  @Override
  public String status(ComputationGraph graph) {
    if (graph instanceof OneDnnGraph attached) {
      return attached.status(name());
    }
    try {
      ModelReader.check(graph);
      return "Deeplearning4j: this graph is not attached to the engine; Engines.attach(graph) does it";
    } catch (UnsupportedLayerException e) {
      return GraphPlans.leftToDeeplearning4j(e.getMessage());
    }
  }

  @Override
  public PlanDescription describe(
      ComputationGraph graph, long[] inputShape, boolean training, int runs) {
    return requireAttached(graph).describe(inputShape, training, runs);
  }

  @Override
  public double convolutionSeconds(
      ComputationGraph graph, long[] inputShape, boolean training, int runs) {
    return requireAttached(graph).convolutionSeconds(inputShape, training, runs);
  }

  private static OneDnnGraph requireAttached(ComputationGraph graph) {
    if (graph instanceof OneDnnGraph attached) {
      return attached;
    }
    throw new IllegalArgumentException(
        "this graph does not run on the engine; attach it first. Engines.status(graph) tells why not");
  }

  @Override
  public boolean supports(Precision precision) {
    return Natives.supports(precision);
  }
}
