package dev.stagewright.model;

import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkOptions;
import dev.stagewright.network.Pooling;
import dev.stagewright.network.StageInfo;
import dev.stagewright.weights.InitialWeights;
import java.util.List;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;

/** {@link TinyGraph} in the form of a generated network. */
public record TinyNetwork(NetworkOptions options) implements Network {

  public static TinyNetwork of(InputShape shape, int classes) {
    return new TinyNetwork(
        new NetworkOptions(
            true,
            Pooling.NONE,
            classes,
            shape,
            DataFormat.CHANNELS_FIRST,
            null,
            null,
            InitialWeights.none(),
            0));
  }

  @Override
  public String name() {
    return "Tiny";
  }

  @Override
  public List<StageInfo> stages() {
    return List.of();
  }

  @Override
  public ComputationGraphConfiguration configuration() {
    return TinyGraph.build(options.dataFormat(), options.inputShape(), options.classes())
        .getConfiguration();
  }

  @Override
  public String addTo(GraphBuilder graph, String input) {
    throw new UnsupportedOperationException("not needed by tests");
  }
}
