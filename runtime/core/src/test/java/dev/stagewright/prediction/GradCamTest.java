package dev.stagewright.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.Gson;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.data.Preprocessing;
import dev.stagewright.data.Stripes;
import dev.stagewright.engine.Engines;
import dev.stagewright.layers.Activations;
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
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

  private record Cam(String layer, int index, double[][] map) {}

  private record Case(String head, Map<String, Array> parameters, double[] logits, List<Cam> cams) {
    /** The network with the head of a task; its logits are the same for all of them. */
    TrainedModel model(Activation activation, LossFunction loss) {
      ComputationGraph graph =
          body(
              pool(),
              new OutputLayer.Builder(loss).nOut(logits.length).activation(activation).build());
      parameters.forEach((name, array) -> set(graph, name, array.array()));
      return new TrainedModel(
          Engines.attach(graph),
          logits.length == 1 ? List.of("no", "yes") : LABELS,
          new ImageInput(SHAPE, DataFormat.CHANNELS_FIRST, Preprocessing.TF),
          Provenance.unknown("make_gradcam.py"));
    }

    double[] outputs(Activation activation) {
      INDArray row = Nd4j.create(logits, new long[] {1, logits.length}, 'c');
      return activation.getActivationFunction().getActivation(row, false).toDoubleVector();
    }

    private Layer pool() {
      return switch (head) {
        case "max" -> new GlobalPoolingLayer(PoolingType.MAX);
        case "window" ->
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.AVG)
                .kernelSize(3, 3)
                .stride(3, 3)
                .build();
        default -> new GlobalPoolingLayer(PoolingType.AVG);
      };
    }
  }

  private record Stored(int[] picture, List<Case> cases) {

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

    Case of(String head) {
      return cases.stream().filter(each -> each.head().equals(head)).findFirst().orElseThrow();
    }
  }

  private static final InputShape SHAPE = new InputShape(12, 12, 1);
  private static final Stored STORED = Stored.read();

  private static ComputationGraph body(Layer pool, OutputLayer head) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(SHAPE.toDl4j(DataFormat.CHANNELS_FIRST));
    convolution(graph, "conv1", 3, 1, 4, "input");
    normalization(graph, "bn1", "conv1");
    graph.addLayer("act1", new ActivationLayer(Activations.elu(0.7)), "bn1");
    convolution(graph, "conv2", 3, 2, 6, "act1");
    normalization(graph, "bn2", "conv2");
    graph.addLayer("act2", new ActivationLayer(Activation.SWISH), "bn2");
    convolution(graph, "conv3", 3, 1, 6, "act2");
    normalization(graph, "bn3", "conv3");
    convolution(graph, "shortcut", 1, 2, 6, "act1");
    graph.addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bn3", "shortcut");
    graph.addLayer("act3", new ActivationLayer(Activation.RELU), "sum");
    graph.addLayer("pool", pool, "act3").addLayer("fc", head, "pool").setOutputs("fc");
    ComputationGraph built = new ComputationGraph(graph.build());
    built.init();
    return built;
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

  /** Every pooling and every task. */
  @ParameterizedTest
  @CsvSource({
    "average, SOFTMAX, MCXENT",
    "average, SIGMOID, XENT",
    "average, IDENTITY, MSE",
    "max, SOFTMAX, MCXENT",
    "window, SOFTMAX, MCXENT",
    "yes or no, SIGMOID, XENT"
  })
  void isWhatPytorchGradCamMakes(String head, Activation activation, LossFunction loss) {
    Case stored = STORED.of(head);
    TrainedModel model = stored.model(activation, loss);
    GradCam gradCam = new GradCam(model);

    assertThat(outputs(model)).containsExactly(stored.outputs(activation), Offset.offset(1e-5));
    for (Cam cam : stored.cams()) {
      String label = model.labels().get(cam.index());
      assertClose(gradCam.explain(STORED.named(), label, cam.layer()), cam);
    }
  }

  private static double[] outputs(TrainedModel model) {
    try (var all = Predictor.of(model).predict(List.of(0), picture -> STORED.named(), 1)) {
      return all.findFirst().orElseThrow().require();
    }
  }

  private static void assertClose(Heat heat, Cam cam) {
    double largest = Stream.of(cam.map()).flatMapToDouble(Arrays::stream).max().orElse(0);
    assertThat(heat.rows()).hasSameSizeAs(cam.map());
    for (int y = 0; y < cam.map().length; y++) {
      for (int x = 0; x < cam.map().length; x++) {
        assertThat(heat.rows().get(y).get(x))
            .as("%s of %s, row %d, column %d", cam.layer(), heat.label(), y, x)
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
