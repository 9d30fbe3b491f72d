package dev.stagewright.onednn;

import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The activations of every layer, computed when they are first read: most listeners that override
 * {@code onForwardPass} look at them every so many iterations only, if at all.
 */
final class LazyActivations extends AbstractMap<String, INDArray> {

  private final Supplier<Map<String, INDArray>> compute;
  private @Nullable Map<String, INDArray> computed;

  LazyActivations(Supplier<Map<String, INDArray>> compute) {
    this.compute = compute;
  }

  private Map<String, INDArray> computed() {
    if (computed == null) {
      computed = compute.get();
    }
    return computed;
  }

  @Override
  public Set<Entry<String, INDArray>> entrySet() {
    return computed().entrySet();
  }

  @Override
  public @Nullable INDArray get(Object layer) {
    return computed().get(layer);
  }

  @Override
  public boolean containsKey(Object layer) {
    return computed().containsKey(layer);
  }
}
