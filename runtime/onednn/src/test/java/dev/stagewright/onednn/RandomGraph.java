package dev.stagewright.onednn;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * A random graph in Deeplearning4j's own terms: maps of one shape and vectors of one length that
 * are computed of each other, with several inputs and several outputs in an order of their own.
 */
final class RandomGraph {

  private static final int SIDE = 6;
  private static final int CHANNELS = 4;
  private static final int LENGTH = 5;

  private final Random random;
  private final CNN2DFormat format;
  private final GraphBuilder builder;
  private final List<String> inputs = new ArrayList<>();
  private final List<InputType> inputTypes = new ArrayList<>();

  /**
   * What others may read. Not what an ActivationLayer reads: predicting, Deeplearning4j overwrites
   * that.
   */
  private final List<String> maps = new ArrayList<>();

  private final List<String> vectors = new ArrayList<>();
  private final List<String> outputs = new ArrayList<>();
  private final List<Integer> classes = new ArrayList<>();

  /**
   * @param trainable whether every output has a loss; else there are some without among them
   */
  RandomGraph(long seed, boolean trainable) {
    this.random = new Random(seed);
    this.format = random.nextBoolean() ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    this.builder =
        new NeuralNetConfiguration.Builder().seed(seed).updater(new Sgd(0.1)).graphBuilder();
    addInputs();
    for (int i = 0; i < 7; i++) {
      addValue("layer" + i);
    }
    addOutputs(trainable);
  }

  private void addInputs() {
    int count = 1 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      boolean vector = i > 0 && random.nextBoolean();
      inputs.add("input" + (9 - i));
      inputTypes.add(
          vector
              ? InputType.feedForward(3 + i)
              : InputType.convolutional(SIDE, SIDE, 1 + i, format));
    }
    builder.addInputs(inputs).setInputTypes(inputTypes.toArray(InputType[]::new));
    for (int i = 0; i < count; i++) {
      if (inputTypes.get(i) instanceof InputType.InputTypeConvolutional) {
        maps.add(add("map" + i, convolution(), inputs.get(i)));
      } else {
        vectors.add(add("vector" + i, dense(), inputs.get(i)));
      }
    }
    for (int i = 0; i < count && vectors.size() < 2; i++) {
      vectors.add(add("pooled" + i, dense(), add("pool" + i, pool(), pick(maps))));
    }
  }

  private void addValue(String name) {
    List<String> kind = random.nextInt(3) == 0 ? vectors : maps;
    String first = pick(kind);
    String second = pick(kind);
    if (!first.equals(second) && random.nextBoolean()) {
      builder.addVertex(
          name + "-sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), first, second);
      kind.add(add(name, new ActivationLayer(function()), name + "-sum"));
    } else if (kind == vectors) {
      kind.add(add(name, dense(), first));
    } else if (random.nextBoolean()) {
      kind.add(add(name, convolution(), first));
    } else {
      kind.add(add(name, new ActivationLayer(function()), add(name + "-norm", norm(), first)));
    }
  }

  /** Everything that nobody reads leads into an output, as Deeplearning4j wants it. */
  private void addOutputs(boolean trainable) {
    String map = maps.get(0);
    for (String other : maps.subList(1, maps.size())) {
      String sum = "all-" + other;
      builder.addVertex(sum, new ElementWiseVertex(ElementWiseVertex.Op.Add), map, other);
      map = sum;
    }
    String end = add("end", dense(), add("end-pool", pool(), map));
    for (String other : vectors) {
      String sum = "all-" + other;
      builder.addVertex(sum, new ElementWiseVertex(ElementWiseVertex.Op.Add), end, other);
      end = sum;
    }
    int heads = 1 + random.nextInt(3);
    for (int i = 0; i < heads; i++) {
      String name = "head" + i;
      add(name, head(2 + i, random.nextInt(3)), i == 0 ? end : pick(vectors));
      outputs.add(name);
    }
    if (!trainable) {
      outputs.addAll(List.of(pick(maps), pick(vectors), "end"));
      outputs.add(pick(maps));
    }
    List<String> different = new ArrayList<>(new java.util.TreeSet<>(outputs));
    Collections.shuffle(different, random);
    outputs.clear();
    outputs.addAll(different);
    outputs.forEach(name -> classes.add(name.startsWith("head") ? 2 + name.charAt(4) - '0' : 0));
    builder.setOutputs(outputs.toArray(String[]::new));
  }

  private Layer convolution() {
    int kernel = random.nextBoolean() ? 3 : 1;
    return new ConvolutionLayer.Builder(kernel, kernel)
        .padding(kernel / 2, kernel / 2)
        .nOut(CHANNELS)
        .activation(function())
        .dataFormat(format)
        .build();
  }

  private BatchNormalization norm() {
    return new BatchNormalization.Builder().useLogStd(false).dataFormat(format).build();
  }

  private static GlobalPoolingLayer pool() {
    return new GlobalPoolingLayer(PoolingType.AVG);
  }

  private DenseLayer dense() {
    return new DenseLayer.Builder().nOut(LENGTH).activation(function()).build();
  }

  /** Smooth ones: no kink that a rounding could cross. */
  private Activation function() {
    return random.nextBoolean() ? Activation.TANH : Activation.SWISH;
  }

  private static OutputLayer head(int width, int kind) {
    return switch (kind) {
      case 0 -> head(LossFunction.MCXENT, Activation.SOFTMAX, width);
      case 1 -> head(LossFunction.XENT, Activation.SIGMOID, width);
      default -> head(LossFunction.MSE, Activation.IDENTITY, width);
    };
  }

  private static OutputLayer head(LossFunction loss, Activation activation, int width) {
    return new OutputLayer.Builder(loss).nOut(width).activation(activation).build();
  }

  private String add(String name, Layer layer, String input) {
    builder.addLayer(name, layer, input);
    return name;
  }

  private String pick(List<String> names) {
    return names.get(random.nextInt(names.size()));
  }

  ComputationGraphConfiguration configuration() {
    return builder.build();
  }

  List<String> outputs() {
    return outputs;
  }

  /** Noise, with one class of each row right; no labels for outputs without a loss. */
  MultiDataSet data(int batch) {
    INDArray[] features = new INDArray[inputs.size()];
    for (int i = 0; i < features.length; i++) {
      long[] shape = inputTypes.get(i).getShape(true);
      shape[0] = batch;
      features[i] = Nd4j.randn(DataType.FLOAT, shape);
    }
    INDArray[] labels = new INDArray[outputs.size()];
    for (int i = 0; i < labels.length; i++) {
      int width = Math.max(1, classes.get(i));
      labels[i] = Nd4j.zeros(DataType.FLOAT, batch, width);
      for (int row = 0; row < batch; row++) {
        labels[i].putScalar(row, random.nextInt(width), 1);
      }
    }
    return new MultiDataSet(features, labels);
  }
}
