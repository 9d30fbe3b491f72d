package dev.stagewright.network;

import dev.stagewright.engine.EngineSettings;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** A residual network with its options chosen; every generated class is one. Immutable. */
public interface Network {

  /**
   * The level of the contract between generated code and this runtime. The processor reads it and
   * refuses to write code for a runtime that is too old.
   */
  int API_LEVEL = 2;

  /**
   * The annotated type's simple name.
   *
   * @return the name, for example {@code ResNet50Elu}
   */
  String name();

  /**
   * What was chosen when this network was built.
   *
   * @return the options, checked
   */
  NetworkOptions options();

  /**
   * The stages in order, from the one behind the stem to the one before the head.
   *
   * @return at least one stage
   */
  List<StageInfo> stages();

  /**
   * The whole network as Deeplearning4j's own configuration, from the input to the output.
   *
   * @return a new configuration; its only input is named {@code input}
   */
  ComputationGraphConfiguration configuration();

  /**
   * Appends this network to a graph that is being built. How that graph is trained applies to the
   * appended layers, too: its updater, gradient normalization, data type and the like. What the
   * network is does not change: its layers have the declared penalties, no dropout, no weight noise
   * and no constraints, whatever the graph's builder sets for all layers.
   *
   * @param graph the graph to append to; its layers must not have the names used here
   * @param input the layer or input to continue from, with activations of [batch, height, width,
   *     channels] or [batch, channels, height, width] as {@link NetworkOptions#dataFormat()} says
   * @return the name of the last layer appended
   */
  String addTo(GraphBuilder graph, String input);

  /**
   * Appends this network to a graph as {@link #addTo(GraphBuilder, String)} does, its layers under
   * other names, so that one graph can have several networks. Weights of a file are loaded under
   * these names by
   *
   * <pre>{@code
   * WeightLoader.load(file.renamed(prefix::concat), graph, LoadMode.BY_NAME);
   * }</pre>
   *
   * @param graph the graph to append to
   * @param input the layer or input to continue from
   * @param prefix what every layer's name begins with, for example {@code left_}
   * @return the name of the last layer appended, with the prefix
   * @throws OptionException if the graph has a layer of such a name; then nothing was appended
   */
  default String addTo(GraphBuilder graph, String input, String prefix) {
    Subgraph layers = Subgraph.of(this, graph);
    layers.appendTo(graph, input, prefix);
    return prefix + layers.last();
  }

  /**
   * The network up to its stages, for networks that go on from feature maps.
   *
   * @param stages the layers that end the chosen stages, as the generated class's constants {@code
   *     STAGE_2} and so on name them, in the order wanted; none for all stages
   * @return the maps of these stages
   * @throws OptionException if no stage ends in a layer of such a name
   */
  default Features features(String... stages) {
    return Features.of(this, List.of(stages));
  }

  /**
   * The library that this network follows where its declaration does not say otherwise.
   *
   * @return Keras until 2.2, as classes of API level 1 do
   */
  default Origin origin() {
    return Origin.KERAS_LEGACY;
  }

  /**
   * Sets parameters that do not start as a configuration can say: nothing, unless biases start
   * uniformly, as PyTorch's. {@link #build()} calls it before weights are loaded; call it on a
   * graph that you make of {@link #configuration()} yourself.
   *
   * @param graph an initialized graph, whose parameters are changed in place
   */
  default void initialize(ComputationGraph graph) {}

  /**
   * Makes the graph ready to train and predict: parameters initialized from the seed, the weights
   * of the options loaded, the fastest engine attached that can run it.
   *
   * @return a new graph
   * @throws dev.stagewright.weights.WeightsException if the weights cannot be obtained or do not
   *     fit
   */
  default ComputationGraph build() {
    return build(EngineSettings.chosen());
  }

  /**
   * Makes the graph as {@link #build()} does, with the engine's settings given.
   *
   * @param settings how the engine, if there is one, computes
   * @return a new graph
   * @throws dev.stagewright.weights.WeightsException if the weights cannot be obtained or do not
   *     fit
   */
  default ComputationGraph build(EngineSettings settings) {
    return GraphFactory.build(this, settings);
  }
}
