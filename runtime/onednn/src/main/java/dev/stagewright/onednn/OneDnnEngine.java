package dev.stagewright.onednn;

import dev.stagewright.engine.Engine;
import dev.stagewright.engine.EngineDiagnostics;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Precision;
import dev.stagewright.onednn.internal.model.ModelReader;
import dev.stagewright.onednn.internal.model.UnsupportedLayerException;
import dev.stagewright.onednn.internal.plan.Natives;
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
  public ComputationGraph attach(ComputationGraph graph, EngineSettings settings) {
    if (!supports(settings.precision())) {
      log.warn(
          "This processor has no bfloat16 arithmetic (avx512_bf16 or amx_bf16): float32 is used instead");
    }
    if (graph instanceof OneDnnGraph attached && attached.plans().asked().equals(settings)) {
      return graph;
    }
    try {
      ModelReader.check(graph);
      return OneDnnGraph.attachedTo(graph, settings);
    } catch (UnsupportedLayerException e) {
      log.info("This graph runs on Deeplearning4j, the engine does not know {}", e.getMessage());
      return graph;
    }
  }

  @Override
  public String status(ComputationGraph graph) {
    if (graph instanceof OneDnnGraph attached) {
      return attached.plans().status(name());
    }
    try {
      ModelReader.check(graph);
      return "Deeplearning4j: this graph is not attached to the engine; Engines.attach(graph) does it";
    } catch (UnsupportedLayerException e) {
      return GraphPlans.leftToDeeplearning4j(e.getMessage());
    }
  }

  @Override
  public Optional<EngineSettings> settings(ComputationGraph graph) {
    return graph instanceof OneDnnGraph attached ? attached.plans().settings() : Optional.empty();
  }

  @Override
  public Optional<EngineDiagnostics> diagnostics() {
    return Optional.of(new OneDnnDiagnostics());
  }

  @Override
  public boolean supports(Precision precision) {
    return Natives.supports(precision);
  }
}
