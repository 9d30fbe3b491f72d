package dev.stagewright.training;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * Softmax regression in float64, with gradients by hand and Keras' update formulas. Optimizers may
 * change between steps; the state stays.
 */
final class SoftmaxTrace {

  /** [examples, features + 1]; the last column is 1, for the bias. */
  private final INDArray features;

  /** [examples, classes]. */
  private final INDArray labels;

  /** [features + 1, classes]; the last row is the bias. */
  private final INDArray weights;

  /** Of the weights' shape: velocity, or Adam's mean; and Adam's variance. */
  private final INDArray mean;

  private final INDArray variance;
  private int steps;

  SoftmaxTrace(ComputationGraph graph, DataSet data) {
    INDArray ones = Nd4j.ones(DataType.DOUBLE, data.numExamples(), 1);
    features = Nd4j.hstack(data.getFeatures().castTo(DataType.DOUBLE), ones);
    labels = data.getLabels().castTo(DataType.DOUBLE);
    weights = weights(graph);
    mean = weights.like();
    variance = weights.like();
  }

  private static INDArray weights(ComputationGraph graph) {
    INDArray kernel = graph.getLayer("output").getParam("W").castTo(DataType.DOUBLE);
    INDArray bias = graph.getLayer("output").getParam("b").castTo(DataType.DOUBLE);
    return Nd4j.vstack(kernel, bias.reshape(1, bias.length()));
  }

  void step(Optimizer optimizer) {
    steps++;
    INDArray error = Transforms.softmax(features.mmul(weights)).subi(labels);
    INDArray gradient = features.transpose().mmul(error).divi(features.size(0));
    double rate = optimizer.learningRate();
    if (optimizer instanceof Optimizer.Sgd) {
      weights.subi(gradient.mul(rate));
    } else if (optimizer instanceof Optimizer.Nesterov nesterov) {
      mean.muli(nesterov.momentum()).subi(gradient.mul(rate));
      weights.addi(mean.mul(nesterov.momentum())).subi(gradient.mul(rate));
    } else if (optimizer instanceof Optimizer.Adam adam) {
      adam(adam, gradient);
    } else if (optimizer instanceof Optimizer.AdamW decoupled) {
      INDArray kernel = weights.get(NDArrayIndex.interval(0, weights.rows() - 1));
      kernel.muli(1 - rate * decoupled.weightDecay());
      adam(decoupled.adam(), gradient);
    }
  }

  private void adam(Optimizer.Adam adam, INDArray gradient) {
    mean.muli(adam.beta1()).addi(gradient.mul(1 - adam.beta1()));
    variance.muli(adam.beta2()).addi(gradient.mul(gradient).muli(1 - adam.beta2()));
    double correction =
        Math.sqrt(1 - Math.pow(adam.beta2(), steps)) / (1 - Math.pow(adam.beta1(), steps));
    INDArray root = Transforms.sqrt(variance, true).addi(adam.epsilon());
    weights.subi(mean.mul(adam.learningRate() * correction).divi(root));
  }

  /** The largest difference between a graph's parameters and the trace's. */
  double distance(ComputationGraph graph) {
    return weights(graph).subi(weights).amaxNumber().doubleValue();
  }
}
