package dev.stagewright.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.data.Stripes;
import dev.stagewright.engine.Engines;
import dev.stagewright.model.Provenance;
import dev.stagewright.model.TinyGraph;
import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.InputShape;
import dev.stagewright.pictures.Picture;
import dev.stagewright.prediction.GradCam.Heat;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Maps equal those of pytorch-grad-cam for a stored network; make_gradcam.py made them. */
@SuppressWarnings("ArrayRecordComponent") // cases are not compared
class GradCamTest {

  private static final List<String> LABELS = List.of("across", "upright", "slanted");

  private record Array(long[] shape, double[] values) {
    INDArray array() {
      return Nd4j.create(values, shape, 'c');
    }
  }

  private record Cam(String layer, int index, double[][] map) {
    @Override
    public String toString() {
      return layer + " " + index;
    }
  }

  private record Stored(
      Map<String, Array> parameters, int[] picture, double[] outputs, List<Cam> cams) {

    static Stored read() {
      var file = GradCamTest.class.getResourceAsStream("gradcam.json");
      try (Reader reader =
          new InputStreamReader(Objects.requireNonNull(file), StandardCharsets.UTF_8)) {
        return new Gson().fromJson(reader, Stored.class);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    NamedPicture named() {
      byte[] gray = new byte[picture.length];
      for (int i = 0; i < gray.length; i++) {
        gray[i] = (byte) picture[i];
      }
      return new NamedPicture("stored", options -> Picture.of(gray, 12, 12, 1), List.of());
    }
  }

  private static final Stored STORED = Stored.read();

  static Stream<Cam> cams() {
    return STORED.cams().stream();
  }

  private static TrainedModel torch() {
    InputShape shape = new InputShape(12, 12, 1);
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(shape.toDl4j(DataFormat.CHANNELS_FIRST));
    convolution(graph, "conv1", 3, 1, 4, "input");
    normalization(graph, "bn1", "conv1");
    relu(graph, "relu1", "bn1");
    convolution(graph, "conv2", 3, 2, 6, "relu1");
    normalization(graph, "bn2", "conv2");
    relu(graph, "relu2", "bn2");
    convolution(graph, "conv3", 3, 1, 6, "relu2");
    normalization(graph, "bn3", "conv3");
    convolution(graph, "shortcut", 1, 2, 6, "relu1");
    graph.addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bn3", "shortcut");
    relu(graph, "relu3", "sum");
    graph
        .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "relu3")
        .addLayer(
            "fc",
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build(),
            "pool")
        .setOutputs("fc");
    ComputationGraph built = new ComputationGraph(graph.build());
    built.init();
    STORED.parameters().forEach((name, array) -> set(built, name, array.array()));
    return new TrainedModel(
        Engines.attach(built),
        LABELS,
        new ImageInput(shape, DataFormat.CHANNELS_FIRST, Preprocessing.TF),
        Provenance.unknown("make_gradcam.py"));
  }

  private static void set(ComputationGraph graph, String name, INDArray value) {
    String layer = name.substring(0, name.indexOf('.'));
    String parameter =
        switch (name.substring(layer.length() + 1)) {
          case "running_mean" -> "mean";
          case "running_var" -> "var";
          case "weight" -> layer.startsWith("bn") ? "gamma" : "W";
          default -> layer.startsWith("bn") ? "beta" : "b";
        };
    INDArray place = graph.getParam(layer + "_" + parameter);
    place.assign(
        layer.equals("fc") && parameter.equals("W")
            ? value.transpose()
            : value.reshape(place.shape()));
  }

  private static void convolution(
      GraphBuilder graph, String name, int kernel, int stride, int filters, String input) {
    graph.addLayer(
        name,
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .padding(kernel / 2, kernel / 2)
            .nOut(filters)
            .activation(Activation.IDENTITY)
            .build(),
        input);
  }

  private static void normalization(GraphBuilder graph, String name, String input) {
    graph.addLayer(
        name, new BatchNormalization.Builder().useLogStd(false).eps(1e-5).build(), input);
  }

  private static void relu(GraphBuilder graph, String name, String input) {
    graph.addLayer(name, new ActivationLayer(Activation.RELU), input);
  }

  @Test
  void theStoredNetworkPutsOutTheSame() {
    try (var all = Predictor.of(torch()).predict(List.of(0), picture -> STORED.named(), 1)) {
      assertThat(all.findFirst().orElseThrow().require())
          .containsExactly(STORED.outputs(), Offset.offset(1e-5));
    }
  }

  @ParameterizedTest
  @MethodSource("cams")
  void isWhatPytorchGradCamMakes(Cam cam) {
    Heat heat = new GradCam(torch()).explain(STORED.named(), LABELS.get(cam.index()), cam.layer());

    double largest = Stream.of(cam.map()).flatMapToDouble(Arrays::stream).max().orElse(0);
    assertThat(heat.rows()).hasSameSizeAs(cam.map());
    for (int y = 0; y < cam.map().length; y++) {
      for (int x = 0; x < cam.map().length; x++) {
        assertThat(heat.rows().get(y).get(x))
            .isCloseTo(cam.map()[y][x], Offset.offset(1e-8 + 1e-3 * largest));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"CHANNELS_LAST", "CHANNELS_FIRST"})
  void looksAtTheLastMapUnlessAnotherIsNamed(DataFormat format) {
    TrainedModel model =
        new TrainedModel(
            TinyGraph.build(format, TinyGraph.SHAPE, 3),
            LABELS,
            TinyGraph.input(format),
            Provenance.unknown("a test"));

    Heat last = new GradCam(model).explain(NamedPicture.of(new Stripes(3, 1), 0), null, null);

    assertThat(last.layer()).isEqualTo("elu2");
    assertThat(last.rows()).hasSize(6).allMatch(row -> row.size() == 6);
    assertThat(LABELS).contains(last.label());
    assertThatThrownBy(
            () -> new GradCam(model).explain(NamedPicture.of(new Stripes(3, 1), 0), "flat", null))
        .isInstanceOf(PredictionException.class)
        .hasMessage("class: found \"flat\"; the model tells across, upright, slanted");
    assertThatThrownBy(
            () -> new GradCam(model).explain(NamedPicture.of(new Stripes(3, 1), 0), null, "pool"))
        .isInstanceOf(PredictionException.class)
        .hasMessage(
            "stage: found \"pool\"; expected one of the layers conv1, bn1, elu1, conv2, bn2, elu2");
  }
}
