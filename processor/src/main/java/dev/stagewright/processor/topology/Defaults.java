package dev.stagewright.processor.topology;

/**
 * What a declaration leaves to the library that it follows. Sources: keras.applications' resnet.py
 * and resnet_v2.py, torchvision's resnet.py.
 *
 * @param preactivation whether normalization and nonlinearity come before the convolutions
 */
public record Defaults(Convention convention, boolean preactivation) {

  /** Whether the form is that of Keras' ResNetV2. */
  public boolean isKerasV2() {
    return convention == Convention.KERAS && preactivation;
  }

  /** The runtime's constant for the library that is followed. */
  public String origin() {
    return isKerasV2() ? "KERAS_V2" : convention.name();
  }

  /** Whether that is what the runtime takes for granted. */
  public boolean isLegacy() {
    return convention == Convention.KERAS_LEGACY;
  }

  private boolean isTorch() {
    return convention == Convention.TORCH;
  }

  /** How layers are called. */
  public LayerNames names() {
    return switch (convention) {
      case KERAS_LEGACY -> new LegacyNames();
      case KERAS -> new KerasNames();
      case TORCH -> new TorchNames();
    };
  }

  /** Which convolutions have a bias. */
  public Bias bias() {
    if (isKerasV2()) {
      return Bias.WHERE_NOT_NORMALIZED;
    }
    return isTorch() ? Bias.NONE : Bias.ALL;
  }

  /** What normalization adds to the variance. */
  public double epsilon() {
    return switch (convention) {
      case KERAS_LEGACY -> 1e-3;
      case KERAS -> 1.001e-5;
      case TORCH -> 1e-5;
    };
  }

  /** How much of the running statistics stays at every step. */
  public double momentum() {
    return isTorch() ? 0.9 : 0.99;
  }

  /** Which convolution of a block carries the stride. */
  public StrideAt strideAt(boolean bottleneck) {
    return isKerasV2() || (isTorch() && bottleneck) ? StrideAt.SECOND : StrideAt.FIRST;
  }

  /** The stride of a stage. */
  public int stride(boolean first, boolean last) {
    boolean keeps = isKerasV2() ? last : first;
    return keeps ? 1 : 2;
  }

  /** Whether a stage's stride is in its last block, with a pool for the shortcut. */
  public boolean strideInLastBlock() {
    return isKerasV2();
  }

  /** Which blocks have a projection. */
  public Projection projection() {
    return convention == Convention.KERAS ? Projection.FIRST_BLOCK : Projection.WHERE_SHAPES_DIFFER;
  }

  /** How far the stem's pool starts outside of its map. */
  public int poolPadding() {
    return isLegacy() ? 0 : 1;
  }

  /** What the stem's pool sees there. */
  public Border poolBorder() {
    return convention == Convention.KERAS ? Border.ZERO : Border.NONE;
  }

  /** How the head pools, unless its window is written. */
  public Pooling pooling() {
    return isLegacy() ? Pooling.WINDOW : Pooling.AVERAGE;
  }

  /** The dense layer's name. */
  public String head() {
    return switch (convention) {
      case KERAS_LEGACY -> "fc1000";
      case KERAS -> "predictions";
      case TORCH -> "fc";
    };
  }

  /** How kernels start. */
  public Initialization initialization() {
    return isTorch() ? Initialization.TORCH : Initialization.GLOROT_UNIFORM;
  }

  /**
   * Whether a convolution that keeps its map's size pads as much on each side, as PyTorch does;
   * TensorFlow's "same" pads less before than behind where a stride leaves the choice.
   */
  public boolean symmetricPadding() {
    return isTorch() || isKerasV2();
  }
}
