package dev.stagewright.cli;

import dev.stagewright.engine.Engine;
import dev.stagewright.engine.EngineDiagnostics;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Engines;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Network;
import java.util.LinkedHashMap;
import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * A network on the engine, for commands that look at the engine itself.
 *
 * @param network with its options
 * @param diagnostics of the engine that runs it
 * @param graph attached to the engine
 * @param settings with which it computes
 */
record EngineGraph(
    Network network,
    EngineDiagnostics diagnostics,
    ComputationGraph graph,
    EngineSettings settings) {

  static EngineGraph of(Network network, EngineSettings asked) {
    Engine engine =
        Engines.engine()
            .orElseThrow(
                () -> CommandException.failure("no engine runs here: " + Engines.status()));
    EngineDiagnostics diagnostics =
        engine
            .diagnostics()
            .orElseThrow(
                () ->
                    CommandException.failure(
                        "the engine %s does not show its plans".formatted(engine.name())));
    ComputationGraph attached = engine.attach(stock(network), asked);
    EngineSettings settings =
        engine
            .settings(attached)
            .orElseThrow(
                () ->
                    CommandException.failure(
                        "the engine does not run %s: it runs on %s"
                            .formatted(network.name(), engine.status(attached))));
    return new EngineGraph(network, diagnostics, attached, settings);
  }

  /** The network on Deeplearning4j alone, with the same parameters. */
  static ComputationGraph stock(Network network) {
    ComputationGraph graph = new ComputationGraph(network.configuration());
    graph.init();
    return graph;
  }

  /** What is measured under which conditions, by names. */
  Map<String, Object> conditions(int batch, int runs) {
    Map<String, Object> conditions = new LinkedHashMap<>();
    conditions.put("network", network.name());
    conditions.put("batch", batch);
    conditions.put("precision", settings.precision().toString());
    conditions.put("runs", runs);
    int processors = Runtime.getRuntime().availableProcessors();
    conditions.put("processors", processors);
    conditions.put("threads", settings.threads().orElse(processors));
    return conditions;
  }

  /** The shape of a batch of input images. */
  long[] inputShape(int batch) {
    var shape = network.options().inputShape();
    return network.options().dataFormat() == DataFormat.CHANNELS_LAST
        ? new long[] {batch, shape.height(), shape.width(), shape.channels()}
        : new long[] {batch, shape.channels(), shape.height(), shape.width()};
  }
}
