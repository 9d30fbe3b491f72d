package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.engine.PlanStep;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.network.Network;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;

/** What the tests do with graphs. */
final class Graphs {

  private Graphs() {}

  /** Moves every parameter a little, so that none has a special value; variances stay positive. */
  static void shake(ComputationGraph graph, long seed) {
    Random random = new Random(seed);
    graph
        .paramTable()
        .forEach(
            (name, array) -> {
              for (long i = 0; i < array.length(); i++) {
                double value = array.getDouble(i);
                double noise = random.nextDouble() - 0.5;
                array.putScalar(i, value + 0.2 * noise * (name.endsWith("_W") ? 0.1 : 1));
              }
            });
    if (graph instanceof OneDnnGraph engine) {
      engine.parametersChanged();
    }
  }

  static DataSet data(Network network, int batch, long seed) {
    InputShape shape = network.options().inputShape();
    long[] dims =
        network.options().dataFormat() == DataFormat.CHANNELS_LAST
            ? new long[] {batch, shape.height(), shape.width(), shape.channels()}
            : new long[] {batch, shape.channels(), shape.height(), shape.width()};
    Nd4j.getRandom().setSeed(seed);
    INDArray images = Nd4j.randn(DataType.FLOAT, dims);
    int classes = network.options().classes();
    INDArray labels = Nd4j.zeros(DataType.FLOAT, batch, classes);
    for (int i = 0; i < batch; i++) {
      labels.putScalar(i, (i * 3L + seed) % classes, 1);
    }
    return new DataSet(images, labels);
  }

  static void gradients(ComputationGraph graph, DataSet data) {
    graph.setInputs(data.getFeatures());
    graph.setLabels(data.getLabels());
    graph.computeGradientAndScore();
  }

  /** The mean loss with batch statistics, in float64. */
  static double trainingLoss(ComputationGraph exact, DataSet data) {
    gradients(
        exact,
        new DataSet(
            data.getFeatures().castTo(DataType.DOUBLE), data.getLabels().castTo(DataType.DOUBLE)));
    return exact.score();
  }

  /** Euclidean. */
  static double norm(INDArray array) {
    return array.norm2Number().doubleValue();
  }

  /** Unit vectors: along the gradient, if it is not 0, and a random one. */
  static List<INDArray> directions(INDArray gradient) {
    Nd4j.getRandom().setSeed(1);
    INDArray random = Nd4j.randn(DataType.DOUBLE, gradient.shape());
    return Stream.of(gradient, random)
        .filter(direction -> norm(direction) > 0)
        .map(direction -> direction.div(norm(direction)))
        .toList();
  }

  /** How fast the training loss changes when a parameter array moves, by central differences. */
  static double slope(ComputationGraph exact, String name, INDArray direction, DataSet data) {
    double step = 1e-5;
    INDArray array = exact.getParam(name);
    INDArray before = array.dup();
    array.assign(before.add(direction.mul(step)));
    double above = trainingLoss(exact, data);
    array.assign(before.sub(direction.mul(step)));
    double below = trainingLoss(exact, data);
    array.assign(before);
    return (above - below) / (2 * step);
  }

  static void setUpdater(ComputationGraph graph, IUpdater updater) {
    for (var layer : graph.getLayers()) {
      if (layer.conf().getLayer() instanceof BaseLayer base) {
        base.setIUpdater(updater);
        base.setBiasUpdater(null);
      }
    }
    graph.setUpdater(new ComputationGraphUpdater(graph));
  }

  /** What a plan does by Winograd's algorithm, step by step. */
  static List<String> winogradSteps(ComputationGraph engine, long[] inputShape, boolean training) {
    return new OneDnnDiagnostics()
        .describe(engine, inputShape, training, 0).steps().stream()
            .filter(step -> step.implementation().startsWith("winograd"))
            .map(PlanStep::primitive)
            .toList();
  }

  static void assertClose(
      String name, INDArray found, INDArray expected, double absolute, double relative) {
    assertThat(found.shape()).as(name).isEqualTo(expected.shape());
    INDArray difference = found.castTo(DataType.DOUBLE).sub(expected.castTo(DataType.DOUBLE));
    INDArray allowed =
        org.nd4j.linalg.ops.transforms.Transforms.abs(expected.castTo(DataType.DOUBLE))
            .muli(relative)
            .addi(absolute);
    double worst =
        org.nd4j.linalg.ops.transforms.Transforms.abs(difference)
            .divi(allowed)
            .maxNumber()
            .doubleValue();
    assertThat(worst).as("%s, in units of its tolerance", name).isLessThanOrEqualTo(1);
  }
}
