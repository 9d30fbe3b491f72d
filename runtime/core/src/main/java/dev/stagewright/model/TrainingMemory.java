package dev.stagewright.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What training needs to go on beside what Deeplearning4j keeps: the state of optimizers that
 * Deeplearning4j does not have, and the parameters that are trained where the graph has their
 * average.
 *
 * @param optimizer tells which optimizer's state it is; another one starts anew
 * @param steps how many steps the optimizer has made
 * @param arrays by name, float32, [parameters] each, in the order of the graph's parameters
 */
public record TrainingMemory(String optimizer, int steps, Map<String, INDArray> arrays) {

  /** Copies the map, keeping its order; the arrays stay the same. */
  public TrainingMemory {
    arrays = Collections.unmodifiableMap(new LinkedHashMap<>(arrays));
  }
}
