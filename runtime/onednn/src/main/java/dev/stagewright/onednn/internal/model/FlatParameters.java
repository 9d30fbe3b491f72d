package dev.stagewright.onednn.internal.model;

import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where the layers' parameter arrays lie in the graph's flat one. */
final class FlatParameters {

  private final long base;

  FlatParameters(ComputationGraph graph) {
    this.base = address(graph.params());
  }

  Parameter of(String layer, Map<String, INDArray> table, String name) {
    INDArray array = table.get(name);
    if (array == null) {
      throw new UnsupportedLayerException(layer, "its parameter " + name + " is missing");
    }
    long offset = (address(array) - base) / Float.BYTES;
    return new Parameter(layer, name, offset, array.length());
  }

  private static long address(INDArray array) {
    return array.data().pointer().address() + array.offset() * Float.BYTES;
  }
}
