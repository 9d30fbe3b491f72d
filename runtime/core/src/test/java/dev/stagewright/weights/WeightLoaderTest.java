package dev.stagewright.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagewright.weights.keras.KerasFormat;
import dev.stagewright.weights.keras.KernelLayout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.Reverse;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class WeightLoaderTest {

  private final Path directory;

  WeightLoaderTest(@TempDir Path directory) {
    this.directory = directory;
  }

  @Test
  void writesThroughToTheFlatParameters() {
    WeightFile file = WeightFile.read(SmallGraph.weights().write(directory.resolve("w.h5")));
    ComputationGraph graph = SmallGraph.of(CNN2DFormat.NHWC);

    WeightReport report = WeightLoader.load(file, graph, LoadMode.STRICT);

    assertThat(report.complete()).isTrue();
    assertThat(report.loaded()).containsExactly("conv", "bn", "fc");
    LayerWeights conv = file.layer("conv").orElseThrow();
    // DL4J's flat view begins with the first layer: its bias, then its kernel as OIHW.
    assertThat(graph.params().get(NDArrayIndex.interval(0, 4)))
        .isEqualTo(values(conv, ArrayRole.BIAS));
    INDArray kernel = graph.getParam("conv_W");
    assertThat(kernel.getFloat(3, 2, 1, 0))
        .isEqualTo(values(conv, ArrayRole.KERNEL).getFloat(1, 0, 2, 3));
    assertThat(graph.getParam("bn_var").reshape(4))
        .isEqualTo(values(file.layer("bn").orElseThrow(), ArrayRole.VARIANCE));
  }

  @Test
  void reordersDenseRowsWhenTheGraphIsChannelsFirst() {
    WeightFile file = WeightFile.read(SmallGraph.weights().write(directory.resolve("w.h5")));

    assertThat(output(file, CNN2DFormat.NCHW).equalsWithEps(output(file, CNN2DFormat.NHWC), 1e-6))
        .isTrue();
  }

  @Test
  void turnsKernelsOfTheano() throws IOException {
    WeightFile file = WeightFile.read(SmallGraph.weights().write(directory.resolve("w.h5")));
    INDArray kernel = values(file.layer("conv").orElseThrow(), ArrayRole.KERNEL);
    INDArray rows = values(file.layer("fc").orElseThrow(), ArrayRole.KERNEL);
    INDArray rotated = Nd4j.exec(new Reverse(kernel, 0, 1))[0];
    INDArray oihw = rotated.permute(3, 2, 0, 1).dup('c');
    INDArray chw = rows.reshape('c', 4, 3, 4, 5).permute(2, 0, 1, 3).dup('c').reshape(48, 5);

    SmallFile keras2 = SmallGraph.weights().array("conv", "conv_W:0", rotated);
    keras2.attribute("keras_version", "2.1.0").attribute("backend", "theano");
    SmallFile keras1 = SmallGraph.weights().array("conv", "conv_W:0", oihw);
    keras1.array("fc", "fc_W:0", chw);

    INDArray expected = output(file, CNN2DFormat.NHWC);
    Path th = directory.resolve("resnet50_weights_th_dim_ordering_th_kernels.h5");
    assertThat(output(read(keras2, "theano.h5"), CNN2DFormat.NHWC)).isEqualTo(expected);
    assertThat(output(WeightFile.read(keras1.write(th)), CNN2DFormat.NHWC)).isEqualTo(expected);
    assertThat(
            output(
                new KerasFormat(KernelLayout.OIHW_ROTATED)
                    .read(keras1.write(directory.resolve("undeclared.h5"))),
                CNN2DFormat.NHWC))
        .isEqualTo(expected);
  }

  @Test
  void loadsIntoDeviationsKeptAsLogarithms() {
    WeightFile file = read(SmallGraph.weights(), "w.h5");
    ComputationGraph graph = SmallGraph.of(CNN2DFormat.NHWC, SmallGraph.CLASSES, true);
    WeightLoader.load(file, graph, LoadMode.STRICT);

    INDArray output = graph.outputSingle(SmallGraph.image(CNN2DFormat.NHWC));
    assertThat(output.equalsWithEps(output(file, CNN2DFormat.NHWC), 1e-5)).isTrue();
  }

  @Test
  void loadsIntoFrozenLayers() {
    WeightFile file = read(SmallGraph.weights(), "w.h5");
    ComputationGraph frozen =
        new TransferLearning.GraphBuilder(SmallGraph.of(CNN2DFormat.NHWC))
            .setFeatureExtractor("bn")
            .build();
    WeightLoader.load(file, frozen, LoadMode.STRICT);

    assertThat(frozen.outputSingle(SmallGraph.image(CNN2DFormat.NHWC)))
        .isEqualTo(output(file, CNN2DFormat.NHWC));
  }

  @Test
  void everyModeSaysWhatDoesNotAgreeAndChangesNothing() {
    WeightFile file = read(SmallGraph.weights(), "w.h5").renamed(n -> n.equals("bn") ? "norm" : n);
    ComputationGraph graph = SmallGraph.of(CNN2DFormat.NHWC, 7, false);
    INDArray before = graph.params().dup();
    String report =
        """
        %s: 1 layers fit, 1 missing, 1 unused, 1 mismatched
          missing (in the network, not in the file): bn
          unused (in the file, not in the network): norm
          mismatched fc: the file has kernel [48, 5], bias [5]; the network needs kernel [48, 7], bias [7]\
        """
            .formatted(file.path());

    assertThat(WeightLoader.check(file, graph)).hasToString(report);
    assertThatThrownBy(() -> WeightLoader.load(file, graph, LoadMode.STRICT))
        .isInstanceOf(WeightsException.class)
        .hasMessageStartingWith("The weights were not loaded, strictly; nothing was changed. ")
        .hasMessageContaining(report);
    assertThatThrownBy(() -> WeightLoader.load(file, graph, LoadMode.BY_NAME))
        .isInstanceOf(WeightsException.class)
        .hasMessageContaining(report)
        .hasMessageEndingWith(
            """
            The shapes fit under another name: load with the renames norm=bn (WeightFile.renamed, --rename). \
            fc is the network's output: build it with as many classes as the file has, or without (includeTop=false), \
            or give it a new head (LoadMode.NEW_HEAD; "stagewright train" does)\
            """);
    assertThat(graph.params()).isEqualTo(before);

    assertThat(WeightLoader.load(file, graph, LoadMode.SKIP_MISMATCH)).hasToString(report);
    assertThat(graph.getParam("conv_b").reshape(4))
        .isEqualTo(values(file.layer("conv").orElseThrow(), ArrayRole.BIAS));
  }

  @Test
  void aLoadThatMatchesNothingFails() {
    WeightFile file = read(SmallGraph.weights(), "w.h5").renamed(name -> "my_" + name);
    ComputationGraph graph = SmallGraph.of(CNN2DFormat.NHWC);

    assertThatThrownBy(() -> WeightLoader.load(file, graph, LoadMode.BY_NAME))
        .isInstanceOf(WeightsException.class)
        .hasMessage(
            """
            No weights were loaded: no layer of the file fits one of the network. %s: 0 layers fit, 3 missing, 3 unused, 0 mismatched
              missing (in the network, not in the file): conv, bn, fc
              unused (in the file, not in the network): my_conv, my_bn, my_fc
            The shapes fit under another name: load with the renames my_conv=conv, my_bn=bn, my_fc=fc (WeightFile.renamed, --rename)\
            """
                .formatted(file.path()));
  }

  private static INDArray values(LayerWeights layer, ArrayRole role) {
    return layer.array(role).orElseThrow().values();
  }

  private WeightFile read(SmallFile file, String name) {
    return WeightFile.read(file.write(directory.resolve(name)));
  }

  private static INDArray output(WeightFile file, CNN2DFormat format) {
    ComputationGraph graph = SmallGraph.of(format);
    WeightLoader.load(file, graph, LoadMode.STRICT);
    return graph.outputSingle(SmallGraph.image(format));
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void aGraphsParametersAreWeightsForAGraphOfAnyFormat(CNN2DFormat format) {
    ComputationGraph graph = SmallGraph.of(format, SmallGraph.CLASSES, true);
    WeightLoader.load(read(SmallGraph.weights(), "w.h5"), graph, LoadMode.STRICT);

    WeightFile copied = WeightFile.of(Path.of("model.zip"), graph);

    INDArray expected = graph.outputSingle(SmallGraph.image(format));
    assertThat(output(copied, CNN2DFormat.NHWC).equalsWithEps(expected, 1e-5)).isTrue();
    assertThat(output(copied, CNN2DFormat.NCHW).equalsWithEps(expected, 1e-5)).isTrue();
  }

  @Test
  void parametersOfOtherKindsOfLayersGoFromGraphToGraph() {
    ComputationGraph from = separable(1);
    ComputationGraph to = separable(2);
    assertThat(to.getParam("conv_pW")).isNotEqualTo(from.getParam("conv_pW"));

    WeightLoader.load(WeightFile.of(Path.of("model.zip"), from), to, LoadMode.STRICT);

    assertThat(to.params()).isEqualTo(from.params());
  }

  private static ComputationGraph separable(long seed) {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .graphBuilder()
                .addInputs("input")
                .addLayer("conv", new SeparableConvolution2D.Builder(3, 3).nOut(4).build(), "input")
                .setOutputs("conv")
                .setInputTypes(InputType.convolutional(6, 4, 3))
                .build());
    graph.init();
    return graph;
  }

  @Test
  void initialWeightsTakeRenamesAndAMode() {
    Path path = SmallGraph.weights().write(directory.resolve("w.h5"));
    ComputationGraph graph = SmallGraph.of(CNN2DFormat.NHWC, 7, false);
    Map<String, String> renames = Map.of("bn", "other");

    InitialWeights.file(path, renames, LoadMode.NEW_HEAD).loadInto(graph, true);

    LayerWeights conv = WeightFile.read(path).layer("conv").orElseThrow();
    assertThat(graph.getParam("conv_b").reshape(4)).isEqualTo(values(conv, ArrayRole.BIAS));
    assertThat(graph.getParam("bn_gamma").reshape(4)).isEqualTo(Nd4j.ones(4));
  }

  @Test
  void aNewHeadIsTheOnlyMismatchThatItsModeAllows() {
    SmallFile other = SmallGraph.weights().array("conv", "conv_b:0", Nd4j.ones(3));
    WeightFile file = read(other, "w.h5");
    ComputationGraph graph = SmallGraph.of(CNN2DFormat.NHWC);

    assertThatThrownBy(() -> WeightLoader.load(file, graph, LoadMode.NEW_HEAD))
        .isInstanceOf(WeightsException.class)
        .hasMessageEndingWith(
            """
            mismatched conv: the file has kernel [3, 2, 3, 4], bias [3]; the network needs kernel [3, 2, 3, 4], bias [4]
            Build the network with the file's sizes, or leave the mismatched layers as they are (LoadMode.SKIP_MISMATCH, --skip-mismatch)\
            """);
  }
}
