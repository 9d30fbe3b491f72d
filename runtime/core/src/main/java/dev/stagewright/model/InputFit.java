package dev.stagewright.model;

import dev.stagewright.data.ImageInput;
import dev.stagewright.errors.Brief;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Compares a graph from a file with the images that it is said to take, without computing it. */
final class InputFit {

  private InputFit() {}

  /**
   * Infers the shapes of all layers' outputs.
   *
   * @throws IOException if the graph cannot take such images, or an output has more values than an
   *     array can
   */
  static void check(ComputationGraph graph, ImageInput input) throws IOException {
    // A copy, since Deeplearning4j sets the layers' numbers of inputs on the way.
    ComputationGraphConfiguration copy = graph.getConfiguration().clone();
    Map<String, InputType> outputs;
    try {
      outputs = copy.getLayerActivationTypes(true, true, input.shape().toDl4j(input.format()));
    } catch (RuntimeException e) {
      throw new IOException(
          "the network cannot take images of %s: %s"
              .formatted(input.shape(), GraphReader.reason(e)),
          e);
    }
    for (Map.Entry<String, InputType> output : outputs.entrySet()) {
      long values = output.getValue().arrayElementsPerExample();
      if (values < 1 || values > Integer.MAX_VALUE) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "the layer \"%s\" would output %d values for an image of %s; expected at most %d",
                Brief.of(output.getKey()),
                values,
                input.shape(),
                Integer.MAX_VALUE));
      }
    }
    if (LayerSizes.parameters(copy) != graph.numParams()) {
      throw new IOException(
          "the network does not take images of %s: its layers have other numbers of inputs"
              .formatted(input.shape()));
    }
  }
}
