package dev.stagewright.onednn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagewright.engine.OutputListener;
import dev.stagewright.engine.Precision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Whoever wants the outputs of a training step only gets them without leaving the engine. */
class OutputListenerTest {

  private static final class Recorder extends BaseTrainingListener implements OutputListener {
    private final List<INDArray> outputs = new ArrayList<>();
    private int forwardPasses;

    @Override
    public void onOutputs(ComputationGraph graph, INDArray[] found) {
      outputs.add(found[0].dup());
    }

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
      forwardPasses++;
    }
  }

  @Test
  void theEngineHandsOverTheOutputs() {
    ComputationGraph stock = graph();
    ComputationGraph graph = new OneDnnEngine().attach(graph(), Precision.F32);
    Recorder recorder = new Recorder();
    graph.addListeners(recorder);
    INDArray images = Nd4j.rand(2, 6, 6, 1);
    INDArray labels = Nd4j.eye(2);
    INDArray expected = stock.outputSingle(images);
    graph.fit(new INDArray[] {images}, new INDArray[] {labels});

    assertThat(recorder.forwardPasses).isZero();
    assertThat(recorder.outputs).hasSize(1);
    assertThat(recorder.outputs.get(0).equalsWithEps(expected, 1e-5)).isTrue();
  }

  /** Copies the activations of every other step. */
  private static final class Curious extends BaseTrainingListener {
    private final List<Map<String, INDArray>> seen = new ArrayList<>();
    private int step;

    @Override
    public void onForwardPass(Model model, Map<String, INDArray> activations) {
      if (step++ % 2 == 0) {
        Map<String, INDArray> copy = new TreeMap<>();
        activations.forEach((layer, array) -> copy.put(layer, array.dup()));
        seen.add(copy);
      }
    }
  }

  @Test
  void whoReadsEveryLayersActivationsGetsDeeplearning4js() {
    ComputationGraph stock = SmallGraph.stock(new Nesterovs(0.01, 0.9));
    ComputationGraph engine = SmallGraph.engine(stock.clone());
    Curious expected = new Curious();
    Curious found = new Curious();
    stock.setListeners(expected);
    engine.setListeners(found);
    for (int i = 0; i < 3; i++) {
      stock.fit(SmallGraph.data(4, i));
      engine.fit(SmallGraph.data(4, i));
    }

    assertThat(found.seen).hasSize(2);
    for (int i = 0; i < 2; i++) {
      Map<String, INDArray> layers = expected.seen.get(i);
      assertThat(found.seen.get(i).keySet()).isEqualTo(layers.keySet()).contains("elu1");
      List<INDArray> arrays = List.copyOf(found.seen.get(i).values());
      int index = 0;
      for (INDArray array : layers.values()) {
        Graphs.assertClose("activation " + index, arrays.get(index++), array, 1e-4, 1e-3);
      }
    }
    INDArray x = SmallGraph.data(3, 99).getFeatures();
    Graphs.assertClose("output", engine.outputSingle(x), stock.outputSingle(x), 1e-5, 1e-4);
  }

  @Test
  void activationsThatNobodyReadsAreNotComputed() {
    Callbacks.forwardPass(
        graph(),
        List.of(new Recorder(), new BaseTrainingListener() {}),
        () -> new INDArray[] {Nd4j.eye(2)},
        () -> {
          throw new AssertionError("nobody reads them");
        });
  }

  private static ComputationGraph graph() {
    var configuration =
        new NeuralNetConfiguration.Builder()
            .seed(1)
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(InputType.convolutional(6, 6, 1, CNN2DFormat.NHWC))
            .addLayer("conv", convolution(), "input")
            .appendLayer("pool", new GlobalPoolingLayer(PoolingType.AVG))
            .appendLayer(
                "output",
                new OutputLayer.Builder(LossFunction.MCXENT)
                    .nOut(2)
                    .activation(Activation.SOFTMAX)
                    .build())
            .setOutputs("output")
            .build();
    ComputationGraph graph = new ComputationGraph(configuration);
    graph.init();
    return graph;
  }

  private static ConvolutionLayer convolution() {
    return new ConvolutionLayer.Builder(3, 3).nOut(4).activation(Activation.ELU).build();
  }
}
