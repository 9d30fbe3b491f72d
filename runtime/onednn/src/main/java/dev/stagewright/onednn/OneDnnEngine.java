package dev.stagewright.onednn;

import dev.stagewright.engine.Engine;
import dev.stagewright.onednn.model.ModelReader;
import dev.stagewright.onednn.model.UnsupportedLayerException;
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
  public ComputationGraph attach(ComputationGraph graph) {
    if (graph instanceof OneDnnGraph) {
      return graph;
    }
    try {
      ModelReader.check(graph);
      return OneDnnGraph.attachedTo(graph);
    } catch (UnsupportedLayerException e) {
      log.info("This graph runs on Deeplearning4j, the engine does not know {}", e.getMessage());
      return graph;
    }
  }
}
