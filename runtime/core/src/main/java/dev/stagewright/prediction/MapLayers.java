package dev.stagewright.prediction;

import dev.stagewright.data.ImageInput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/** Finds layers with maps that no way from the input to the output goes around. */
final class MapLayers {

  private MapLayers() {}

  /** Their names, in the order of computation. */
  static List<String> of(ComputationGraph graph, ImageInput input) {
    // A copy, since computing the types sets preprocessors.
    ComputationGraphConfiguration copy = graph.getConfiguration().clone();
    Map<String, InputType> types =
        copy.getLayerActivationTypes(true, false, input.shape().toDl4j(input.format()));
    List<String> order = List.copyOf(types.keySet()); // in which Deeplearning4j found them
    Map<String, Integer> lastReader = new HashMap<>();
    for (int place = 0; place < order.size(); place++) {
      for (String read : copy.getVertexInputs().getOrDefault(order.get(place), List.of())) {
        lastReader.put(read, place);
      }
    }
    List<String> found = new ArrayList<>();
    int reach = 0; // the farthest place that something in front of here is read at
    for (int place = 0; place < order.size(); place++) {
      String name = order.get(place);
      boolean isLayer = !copy.getNetworkInputs().contains(name);
      if (reach <= place && isLayer && isMap(types.get(name))) {
        found.add(name);
      }
      reach = Math.max(reach, lastReader.getOrDefault(name, 0));
    }
    return found;
  }

  /** Of more than one cell. */
  private static boolean isMap(@Nullable InputType type) {
    return type instanceof InputTypeConvolutional map && map.getHeight() * map.getWidth() > 1;
  }
}
