package dev.stagewright.networks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.catalog.NetworkDescription;
import dev.stagewright.network.Network;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The ready-made networks have the parameters of their originals: Keras' {@code count_params}, of
 * PyTorch's the sum over {@code parameters()} and over these with the running statistics.
 */
class ReadyMadeTest {

  private static final NetworkCatalog CATALOG = NetworkCatalog.ofClassPath();

  @ParameterizedTest
  @CsvSource({
    "ResNet50, 25583592, 25636712, 197",
    "ResNet50Elu, 25583592, 25636712, 197",
    "ResNet18Elu, 11694312, 11703912, 197",
    "ResNet34Elu, 21806184, 21823208, 197",
    "ResNet101Elu, 44601832, 44707176, 197",
    "ResNet152Elu, 60268520, 60419944, 197",
    "KerasResNet50, 25583592, 25636712, 32",
    "KerasResNet101, 44601832, 44707176, 32",
    "KerasResNet152, 60268520, 60419944, 32",
    "KerasResNet50V2, 25568360, 25613800, 32",
    "KerasResNet101V2, 44577896, 44675560, 32",
    "KerasResNet152V2, 60236904, 60380648, 32",
    "TorchResNet18, 11689512, 11699112, 33",
    "TorchResNet34, 21797672, 21814696, 33",
    "TorchResNet50, 25557032, 25610152, 33",
    "TorchResNet101, 44549160, 44654504, 33",
    "TorchResNet152, 60192808, 60344232, 33",
    "TorchResNeXt50, 25028904, 25097128, 33",
    "TorchResNeXt101, 88791336, 88994216, 33",
    "TorchWideResNet50, 68883240, 68951464, 33",
    "TorchWideResNet101, 126886696, 127024552, 33",
    "ResNet50D, 25576264, 25629512, 33",
    "SeResNet50, 28088024, 28141144, 33",
    "EcaResNet50D, 25576350, 25629598, 33",
    "ResNet20Elu, 272474, 274042, 32",
    "ResNet56Elu, 855770, 860026, 32",
    "WideResNet28x10Elu, 36479194, 36497146, 32"
  })
  void hasTheParametersOfItsOriginal(String name, long trained, long all, int side) {
    NetworkDescription description = CATALOG.find(name);
    assertThat(description.trainable()).isEqualTo(trained);
    assertThat(description.parameters()).isEqualTo(all);
    Network network = CATALOG.builder(name).inputShape(side, side, 3).build();

    ComputationGraph graph = new ComputationGraph(network.configuration());
    graph.init();

    assertThat(graph.numParams()).isEqualTo(all);
    INDArray outputs = graph.outputSingle(Nd4j.rand(DataType.FLOAT, 1, side, side, 3));
    assertThat(outputs.shape()).containsExactly(1, description.classes());
    assertThat(outputs.sumNumber().doubleValue()).isBetween(0.999, 1.001);
  }

  @Test
  void allAreTried() throws NoSuchMethodException {
    CsvSource tried =
        ReadyMadeTest.class
            .getDeclaredMethod(
                "hasTheParametersOfItsOriginal", String.class, long.class, long.class, int.class)
            .getAnnotation(CsvSource.class);

    assertThat(
            CATALOG.networks().stream()
                .filter(network -> network.type().matches("dev\\.stagewright\\.networks\\.\\w+"))
                .map(NetworkDescription::name))
        .hasSize(tried.value().length);
  }
}
