package dev.stagewright.networks.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Network;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Ready-made networks with weights that follow from their layers' names give the log-probabilities
 * of their originals, as full_size.py wrote them, for an image of odd sides. Files of such weights,
 * and the other networks, are compared by that script.
 */
class FullSizeTest {

  private static final Tolerance TOLERANCE = new Tolerance(5e-5, 0);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KerasResNet50",
        "KerasResNet50V2",
        "TorchResNet18",
        "TorchResNet50",
        "TorchResNeXt50",
        "ResNet50D",
        "SeResNet50",
        "EcaResNet50D"
      })
  void computesWhatTheOriginalComputes(String name) {
    Network network = NetworkCatalog.ofClassPath().builder(name).inputShape(135, 167, 3).build();
    ComputationGraph graph = network.build();
    KerasWeights.fill(graph, OriginalWeights.of(name.equals("TorchResNet18"), name.endsWith("V2")));

    INDArray found =
        graph.outputSingle(KerasNoise.images(name, 1, 135, 167, DataFormat.CHANNELS_LAST));

    TOLERANCE.check(
        "log-probabilities of " + name,
        Transforms.log(found.castTo(DataType.DOUBLE), false),
        Nd4j.createFromNpyFile(KerasCase.copy("/originals/", name + ".npy").toFile()));
  }

  /** A few parts in a million do not show in float32: keras.applications and torch.nn say them. */
  @ParameterizedTest
  @CsvSource({
    "KerasResNet50, 1.001e-5",
    "KerasResNet50V2, 1.001e-5",
    "TorchResNet18, 1e-5",
    "TorchResNeXt50, 1e-5",
    "ResNet50D, 1e-5",
    "SeResNet50, 1e-5"
  })
  void normalizesWithTheEpsilonOfTheOriginal(String name, double epsilon) {
    Network network = NetworkCatalog.ofClassPath().builder(name).build();

    assertThat(network.configuration().getVertices().values())
        .filteredOn(LayerVertex.class::isInstance)
        .extracting(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer())
        .filteredOn(BatchNormalization.class::isInstance)
        .isNotEmpty()
        .allMatch(layer -> ((BatchNormalization) layer).getEps() == epsilon);
  }
}
