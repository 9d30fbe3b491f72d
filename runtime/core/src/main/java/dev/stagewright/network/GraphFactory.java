package dev.stagewright.network;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Engines;
import java.util.Locale;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Makes graphs of networks; the one place where an engine attaches to a generated network. */
final class GraphFactory {

  private GraphFactory() {}

  static ComputationGraph build(Network network, EngineSettings settings) {
    return build(network, network.configuration(), network.options().includeTop(), settings);
  }

  static ComputationGraph build(Features features, EngineSettings settings) {
    return build(features.network(), features.configuration(), false, settings);
  }

  private static ComputationGraph build(
      Network network,
      ComputationGraphConfiguration configuration,
      boolean includeTop,
      EngineSettings settings) {
    checkParameters(network.name(), configuration);
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    network.initialize(graph);
    network.options().weights().loadInto(graph, includeTop);
    if (network.origin() == Origin.TORCH) {
      UnbiasedVariance.listenTo(graph);
    }
    return Engines.attach(graph, settings);
  }

  /** All parameters are one array; options make it larger than the declaration does. */
  private static void checkParameters(String name, ComputationGraphConfiguration configuration) {
    long parameters =
        configuration.getVertices().values().stream()
            .mapToLong(vertex -> vertex.numParams(false))
            .reduce(0, Math::addExact);
    if (parameters > InputShape.MOST_NUMBERS) {
      throw new OptionException(
          String.format(
              Locale.ROOT,
              "%s has %,d parameters with these options; Deeplearning4j's arrays hold at most %,d"
                  + " numbers. Use fewer classes or smaller images",
              name,
              parameters,
              InputShape.MOST_NUMBERS));
    }
  }
}
