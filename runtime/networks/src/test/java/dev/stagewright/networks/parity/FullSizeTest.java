package dev.stagewright.networks.parity;

import dev.stagewright.catalog.NetworkCatalog;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Network;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
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

  private static final Tolerance TOLERANCE = new Tolerance(3e-4, 0);

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
}
