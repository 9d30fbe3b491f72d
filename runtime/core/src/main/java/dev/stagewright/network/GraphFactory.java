package dev.stagewright.network;

import dev.stagewright.engine.Engines;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Makes graphs of networks; the one place where an engine attaches to a generated network. */
final class GraphFactory {

  private GraphFactory() {}

  static ComputationGraph build(Network network) {
    ComputationGraph graph = new ComputationGraph(network.configuration());
    graph.init();
    network.options().weights().loadInto(graph, network.options().includeTop());
    return Engines.attach(graph);
  }
}
