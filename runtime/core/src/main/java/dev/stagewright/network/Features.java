package dev.stagewright.network;

import dev.stagewright.engine.EngineSettings;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * The feature maps of chosen stages of a network, without the layers behind them: the body of a
 * detector, of a segmentation, or of whatever reads maps of several sizes. Channels and strides are
 * those of the declaration, and constants of the generated class.
 */
public final class Features {

  private static final String INPUT = "input";

  private final Network network;
  private final List<StageInfo> stages;

  private Features(Network network, List<StageInfo> stages) {
    this.network = network;
    this.stages = List.copyOf(stages);
  }

  static Features of(Network network, List<String> layers) {
    Map<String, StageInfo> byLayer =
        network.stages().stream().collect(Collectors.toMap(StageInfo::output, Function.identity()));
    for (String layer : layers) {
      if (!byLayer.containsKey(layer)) {
        throw new OptionException(
            "features: found \"%s\"; the stages of %s end in %s"
                .formatted(
                    layer,
                    network.name(),
                    network.stages().stream()
                        .map(StageInfo::output)
                        .collect(Collectors.joining(", "))));
      }
    }
    if (Set.copyOf(layers).size() < layers.size()) {
      throw new OptionException("features: found %s; name every stage once".formatted(layers));
    }
    return new Features(
        network, layers.isEmpty() ? network.stages() : layers.stream().map(byLayer::get).toList());
  }

  /**
   * The chosen stages, in the order of the outputs.
   *
   * @return with the {@linkplain StageInfo#channels() channels} and the {@linkplain
   *     StageInfo#reduction() stride} of each
   */
  public List<StageInfo> stages() {
    return stages;
  }

  private List<String> layers() {
    return stages.stream().map(StageInfo::output).toList();
  }

  /**
   * The network from its input to the chosen stages.
   *
   * @return a new configuration, whose outputs are the stages' maps in their order, [batch, height,
   *     width, channels] or [batch, channels, height, width]; it predicts, and is trained by layers
   *     behind it
   */
  public ComputationGraphConfiguration configuration() {
    NetworkOptions options = network.options();
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(options.seed())
            .updater(new Sgd())
            .graphBuilder()
            .addInputs(INPUT)
            .setInputTypes(options.inputShape().toDl4j(options.dataFormat()));
    return graph.setOutputs(addTo(graph, INPUT, "").toArray(String[]::new)).build();
  }

  /**
   * Appends the layers to a graph.
   *
   * @param graph the graph to append to
   * @param input the layer or input to continue from
   * @param prefix what every layer's name begins with; may be empty
   * @return the names of the layers that make the maps, in the stages' order
   * @throws OptionException if the graph has a layer of such a name; then nothing was appended
   */
  public List<String> addTo(GraphBuilder graph, String input, String prefix) {
    Subgraph.of(network, graph).leadingTo(layers()).appendTo(graph, input, prefix);
    return layers().stream().map(prefix::concat).toList();
  }

  /**
   * Makes a graph that predicts the maps: parameters initialized from the seed, the weights of the
   * options loaded without the top, the fastest engine attached that can run it.
   *
   * @return a new graph
   * @throws dev.stagewright.weights.WeightsException if the weights cannot be obtained or do not
   *     fit
   */
  public ComputationGraph build() {
    return GraphFactory.build(this, EngineSettings.chosen());
  }

  Network network() {
    return network;
  }
}
