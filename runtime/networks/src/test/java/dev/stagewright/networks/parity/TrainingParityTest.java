package dev.stagewright.networks.parity;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Regularization;
import dev.stagewright.network.UnbiasedVariance;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** Five steps of training: losses, the first gradients and what the network is afterwards. */
class TrainingParityTest {

  private static final int STEPS = 5;
  private static final Tolerance GRADIENT = new Tolerance(1e-5, 1e-3);
  private static final Tolerance FIRST_LOSS = new Tolerance(0, 1e-4);

  /** How far a run may drift from Keras': Adam amplifies the noise of gradients near zero. */
  private record Drift(Tolerance loss, Tolerance arrays, Tolerance output) {
    static final Drift PLAIN =
        new Drift(FIRST_LOSS, new Tolerance(1e-5, 1e-4), new Tolerance(1e-5, 1e-4));
    static final Drift ADAM =
        new Drift(new Tolerance(0, 2e-3), new Tolerance(5e-3, 0), new Tolerance(1e-3, 0));
  }

  static Stream<Arguments> cases() {
    return Stream.of(
        Arguments.of("train_sgd", DataFormat.CHANNELS_LAST, Drift.PLAIN),
        Arguments.of("train_nesterov", DataFormat.CHANNELS_FIRST, Drift.PLAIN),
        Arguments.of("train_adam_alpha", DataFormat.CHANNELS_FIRST, Drift.ADAM));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("cases")
  void trainsAsKerasTrains(String name, DataFormat format, Drift drift) {
    try (KerasCase keras = KerasCase.open(name)) {
      JsonObject config = keras.config();
      JsonElement l2Element = config.get("l2");
      double l2 = l2Element.isJsonNull() ? 0 : l2Element.getAsDouble();
      ComputationGraph graph =
          TinyEluNetwork.builder()
              .dataFormat(format)
              .reg(Regularization.l2(l2))
              .alpha(config.get("alpha").getAsDouble())
              .build()
              .build();
      KerasWeights.fill(graph);
      setUpdater(graph, updater(config.getAsJsonObject("optimizer")));
      UnbiasedVariance.listenTo(graph);

      for (int step = 0; step < STEPS; step++) {
        INDArray images = KerasNoise.images(name + "/x" + step, 4, 224, format);
        INDArray labels = labels(step);
        if (step == 0) {
          checkFirstGradients(keras, graph, images, labels, l2);
        }
        double penalty = penalty(graph, l2);
        graph.fit(new INDArray[] {images}, new INDArray[] {labels});

        Tolerance tolerance = step == 0 ? FIRST_LOSS : drift.loss();
        check(keras, tolerance, "loss", step, graph.score());
        check(keras, tolerance, "data_loss", step, graph.score() - penalty);
        check(keras, tolerance, "penalty", step, penalty);
      }

      Map<String, INDArray> parameters = KerasWeights.inKerasLayout(graph.paramTable());
      for (String array : keras.layersAndKinds("final")) {
        checkArray(keras, "final/" + array, parameters.get(array), drift.arrays());
      }
      drift
          .output()
          .check(
              "final output",
              graph.outputSingle(KerasNoise.images(name + "/probe", 2, 224, format)),
              keras.array("final_output"));
    }
  }

  /**
   * With alpha 1 in the graph's own precision. With another, ELU's slope jumps at 0, and an
   * activation that rounding moves across 0 changes the gradients below it by 1e-3 and more: there
   * they are compared in double precision, and roughly in the graph's own.
   */
  private static void checkFirstGradients(
      KerasCase keras, ComputationGraph graph, INDArray images, INDArray labels, double l2) {
    boolean smooth = keras.config().get("alpha").getAsDouble() == 1;
    Tolerance rough = new Tolerance(1e-3, 1e-2);
    checkGradients(keras, graph, images, labels, l2, smooth ? GRADIENT : rough);
    if (!smooth) {
      checkGradients(
          keras,
          graph.convertDataType(DataType.DOUBLE),
          images.castTo(DataType.DOUBLE),
          labels.castTo(DataType.DOUBLE),
          l2,
          GRADIENT);
    }
  }

  private static void checkGradients(
      KerasCase keras,
      ComputationGraph graph,
      INDArray images,
      INDArray labels,
      double l2,
      Tolerance tolerance) {
    graph.setInputs(images);
    graph.setLabels(labels);
    graph.computeGradientAndScore();
    // Before its updater, Deeplearning4j has the sum over the batch and no penalty in it.
    Map<String, INDArray> gradients =
        KerasWeights.inKerasLayout(graph.gradient().gradientForVariable());
    Map<String, INDArray> parameters = KerasWeights.inKerasLayout(graph.paramTable());
    for (String array : keras.layersAndKinds("step0_gradient")) {
      INDArray gradient = gradients.get(array).div(images.size(0));
      INDArray parameter = parameters.get(array);
      if (parameter.rank() == 4) {
        gradient.addi(parameter.mul(2 * l2));
      }
      checkArray(keras, "step0_gradient/" + array, gradient, tolerance);
    }
  }

  /** Conv biases in front of a normalization have the gradient 0 and noise: compared absolutely. */
  private static void checkArray(
      KerasCase keras, String path, INDArray found, Tolerance tolerance) {
    INDArray flat = found.dup('c').castTo(DataType.DOUBLE).reshape(found.length());
    INDArray norm = Nd4j.scalar(flat.norm2Number().doubleValue());
    tolerance.check(path + " norm", norm, keras.attribute(path, "l2_norm"));
    INDArray expected = keras.attribute(path, "head");
    tolerance.check(path, flat.get(NDArrayIndex.interval(0, expected.length())), expected);
  }

  private static void check(
      KerasCase keras, Tolerance tolerance, String what, int step, double found) {
    tolerance.check(
        what + " of step " + step,
        Nd4j.scalar(found),
        Nd4j.scalar(keras.array(what).getDouble(step)));
  }

  /** Keras' penalty, l2 * sum(w^2) over every convolution kernel. */
  private static double penalty(ComputationGraph graph, double l2) {
    return graph.paramTable().values().stream()
        .filter(array -> array.rank() == 4)
        .mapToDouble(kernel -> l2 * kernel.mul(kernel).sumNumber().doubleValue())
        .sum();
  }

  private static INDArray labels(int step) {
    INDArray labels = Nd4j.zeros(4, 10);
    for (int i = 0; i < 4; i++) {
      labels.putScalar(i, (i * 3 + step) % 10, 1);
    }
    return labels;
  }

  private static IUpdater updater(JsonObject optimizer) {
    double rate = optimizer.get("learning_rate").getAsDouble();
    return optimizer.get("name").getAsString().equals("Adam")
        ? new Adam(
            rate,
            optimizer.get("beta_1").getAsDouble(),
            optimizer.get("beta_2").getAsDouble(),
            optimizer.get("epsilon").getAsDouble())
        : optimizer.get("nesterov").getAsBoolean()
            ? new Nesterovs(rate, optimizer.get("momentum").getAsDouble())
            : new Sgd(rate);
  }

  /** Batch normalization keeps no updater for its running statistics by itself. */
  static void setUpdater(ComputationGraph graph, IUpdater updater) {
    for (var layer : graph.getLayers()) {
      if (layer.conf().getLayer() instanceof BaseLayer configured) {
        configured.setIUpdater(updater.clone());
      }
    }
    graph.setUpdater(new ComputationGraphUpdater(graph));
  }
}
