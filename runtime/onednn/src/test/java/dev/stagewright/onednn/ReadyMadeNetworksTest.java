package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.dataset.DataSet;

/** Every kind of ready-made network runs on the engine, all of it. */
class ReadyMadeNetworksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ResNet50",
        "ResNet50Elu",
        "ResNet18Elu",
        "ResNet34Elu",
        "ResNet101Elu",
        "ResNet152Elu",
        "KerasResNet50",
        "KerasResNet101",
        "KerasResNet152",
        "KerasResNet50V2",
        "KerasResNet101V2",
        "KerasResNet152V2",
        "TorchResNet18",
        "TorchResNet34",
        "TorchResNet50",
        "TorchResNet101",
        "TorchResNet152",
        "TorchWideResNet50",
        "TorchWideResNet101",
        "TorchResNeXt50",
        "TorchResNeXt101",
        "ResNet50D",
        "SeResNet50",
        "EcaResNet50D",
        "ResNet20Elu",
        "ResNet56Elu",
        "WideResNet28x10Elu"
      })
  void predictsWhatDeeplearning4jPredicts(String name) throws ReflectiveOperationException {
    Class<?> type = Class.forName("dev.stagewright.networks." + name + "Network");
    NetworkBuilder<?> builder = (NetworkBuilder<?>) type.getMethod("builder").invoke(null);
    int side = name.matches("ResNet50|ResNet\\d+Elu") && !name.matches(".*(20|56)Elu") ? 197 : 33;
    Network network = builder.inputShape(side, side, 3).seed(1).build();
    ComputationGraph stock = new ComputationGraph(network.configuration());
    stock.init();
    ComputationGraph engine = SmallGraph.engine(stock, EngineSettings.DEFAULT);
    assertThat(engine).isInstanceOf(OneDnnGraph.class);
    DataSet data = Graphs.data(network, 1, 1);
    Graphs.assertClose(
        "output",
        engine.outputSingle(data.getFeatures()),
        stock.outputSingle(data.getFeatures()),
        1e-6,
        1e-3);
    assertThat(new OneDnnEngine().status(engine)).startsWith("onednn, ");
  }
}
