package dev.stagewright.weights;

import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.ops.transforms.Transforms;

/**
 * One parameter of a graph's layer: in the graph in Deeplearning4j's layout, outside of it in that
 * of its {@link ArrayRole}.
 *
 * @param key Deeplearning4j's key
 * @param view a view of the graph's flat parameters
 * @param flattened the feature map that is flattened before the layer, or null
 */
record GraphParameter(String key, INDArray view, @Nullable CnnToFeedForwardPreProcessor flattened) {

  /** Deeplearning4j's useLogStd keeps the logarithm of the deviation instead of the variance. */
  private static final String LOG_DEVIATION = "log10stdev";

  private static final Map<String, ArrayRole> ROLES =
      Map.of(
          "W",
          ArrayRole.KERNEL,
          "b",
          ArrayRole.BIAS,
          "gamma",
          ArrayRole.GAMMA,
          "beta",
          ArrayRole.BETA,
          "mean",
          ArrayRole.MEAN,
          "var",
          ArrayRole.VARIANCE,
          LOG_DEVIATION,
          ArrayRole.VARIANCE);

  /** What it is; null for one of a layer's own kind, which only goes from graph to graph. */
  @Nullable ArrayRole role() {
    return ROLES.get(key);
  }

  /** What an array for it is called: as its role, or by its key. */
  String name() {
    ArrayRole role = role();
    return role == null ? key : role.toString();
  }

  /** The value with which the layer computes the same as one without it, if there is one. */
  Optional<Integer> neutral() {
    ArrayRole role = role();
    return role == null ? Optional.empty() : role.neutral();
  }

  /** The shape in the role's layout. */
  long[] shape() {
    long[] shape = view.shape();
    if (role() != ArrayRole.KERNEL) {
      return new long[] {view.length()};
    }
    return shape.length == 4 ? new long[] {shape[2], shape[3], shape[1], shape[0]} : shape;
  }

  /** Whether the rows of a kernel follow [channels, height, width]. */
  boolean channelsFirst() {
    return flattened != null && flattened.getFormat() == CNN2DFormat.NCHW;
  }

  /**
   * Sets the parameter.
   *
   * @param values of {@link #shape()}
   * @param channelsFirst whether the rows of a dense kernel behind a flattened map follow
   *     [channels, height, width]
   */
  void assign(INDArray values, boolean channelsFirst) {
    view.assign(toDl4j(values, channelsFirst));
  }

  private INDArray toDl4j(INDArray values, boolean channelsFirst) {
    if (key.equals(LOG_DEVIATION)) {
      return Transforms.log(values, true).divi(2 * Math.log(10)).reshape(view.shape());
    }
    if (role() != ArrayRole.KERNEL) {
      return values.reshape(view.shape());
    }
    if (view.rank() == 4) {
      return values.permute(3, 2, 0, 1).dup('c');
    }
    // Over a 1 x 1 map both orders are the same.
    return flattened == null || channelsFirst() == channelsFirst
        ? values
        : rowsReordered(values, flattened, channelsFirst);
  }

  /** The parameter as an array of a file, a copy made when it is asked for. */
  WeightArray toArray() {
    return new WeightArray(key, role(), shape(), this::copy);
  }

  private INDArray copy() {
    if (role() == ArrayRole.KERNEL) {
      return (view.rank() == 4 ? view.permute(2, 3, 1, 0) : view).dup('c');
    }
    INDArray values =
        key.equals(LOG_DEVIATION) ? Transforms.exp(view.mul(2 * Math.log(10)), false) : view;
    return values.dup('c').reshape(values.length());
  }

  /**
   * A dense kernel [rows, out] behind a flattened map, its rows in the other order: from (h, w, c)
   * to (c, h, w), or back.
   */
  private static INDArray rowsReordered(
      INDArray kernel, CnnToFeedForwardPreProcessor map, boolean fromChannelsFirst) {
    long height = map.getInputHeight();
    long width = map.getInputWidth();
    long channels = map.getNumChannels();
    long out = kernel.size(1);
    INDArray cells =
        fromChannelsFirst
            ? kernel.reshape('c', channels, height, width, out).permute(1, 2, 0, 3)
            : kernel.reshape('c', height, width, channels, out).permute(2, 0, 1, 3);
    return cells.dup('c').reshape('c', height * width * channels, out);
  }
}
