package dev.stagewright.network;

import dev.stagewright.tasks.Task;
import dev.stagewright.weights.InitialWeights;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Chooses a network's options; every option replaces what the declaration says. The options and
 * their rules are those of Keras' {@code ResNet50} function.
 *
 * @param <N> the network's generated class
 */
public final class NetworkBuilder<N extends Network> {

  /** ND4J takes the seed 0 for "any", so that every run would be another. */
  private static final long SEED_FOR_ZERO = 0x9E3779B97F4A7C15L;

  private final NetworkDefaults defaults;
  private final Function<NetworkOptions, N> factory;

  private boolean includeTop = true;
  private Pooling pooling = Pooling.NONE;
  private int classes;
  private InputShape inputShape;
  private DataFormat dataFormat = DataFormat.CHANNELS_LAST;
  private @Nullable Regularization regularization;
  private @Nullable Double alpha;
  private InitialWeights weights = InitialWeights.none();
  private long seed = SEED_FOR_ZERO;

  /**
   * Starts from a declaration; called by generated code.
   *
   * @param defaults the declared values
   * @param factory makes the network from checked options
   */
  public NetworkBuilder(NetworkDefaults defaults, Function<NetworkOptions, N> factory) {
    this.defaults = defaults;
    this.factory = factory;
    this.classes = defaults.classes();
    this.inputShape = defaults.inputShape();
  }

  /**
   * Whether the network ends in its classifier (the default) or before it.
   *
   * @param includeTop false to leave the classifier out
   * @return this
   */
  public NetworkBuilder<N> includeTop(boolean includeTop) {
    this.includeTop = includeTop;
    return this;
  }

  /**
   * What ends a network without its top; nothing by default.
   *
   * @param pooling the pooling over the whole feature map
   * @return this
   */
  public NetworkBuilder<N> pooling(Pooling pooling) {
    this.pooling = pooling;
    return this;
  }

  /**
   * The number of classes.
   *
   * @param classes at least 2
   * @return this
   */
  public NetworkBuilder<N> classes(int classes) {
    this.classes = classes;
    return this;
  }

  /**
   * The number of classes, labels or values that images have; yes and no are one output.
   *
   * @param labels how many there are
   * @return this
   */
  public NetworkBuilder<N> labels(int labels) {
    return classes(task().outputs(labels));
  }

  /**
   * What the network is declared to tell.
   *
   * @return the task of its head
   */
  public Task task() {
    return defaults.task();
  }

  /**
   * The size of an input image.
   *
   * @param inputShape height, width and channels
   * @return this
   */
  public NetworkBuilder<N> inputShape(InputShape inputShape) {
    this.inputShape = inputShape;
    return this;
  }

  /**
   * The size of an input image.
   *
   * @param height in pixels
   * @param width in pixels
   * @param channels 3 for color, 1 for gray
   * @return this
   */
  public NetworkBuilder<N> inputShape(int height, int width, int channels) {
    return inputShape(new InputShape(height, width, channels));
  }

  /**
   * The layout of images and feature maps; channels last by default.
   *
   * @param dataFormat the layout
   * @return this
   */
  public NetworkBuilder<N> dataFormat(DataFormat dataFormat) {
    this.dataFormat = dataFormat;
    return this;
  }

  /**
   * The penalty on every convolution kernel, replacing the network's and every stage's.
   *
   * @param regularization the penalty; {@link Regularization#NONE} switches it off
   * @return this
   */
  public NetworkBuilder<N> reg(Regularization regularization) {
    this.regularization = regularization;
    return this;
  }

  /**
   * The alpha of every ELU or leaky ReLU, replacing the network's and every stage's. A network
   * whose nonlinearities have none takes none.
   *
   * @param alpha a number above 0; for a leaky ReLU also below 1
   * @return this
   */
  public NetworkBuilder<N> alpha(double alpha) {
    this.alpha = alpha;
    return this;
  }

  /**
   * What the parameters start from; random by default.
   *
   * @param weights the weights
   * @return this
   */
  public NetworkBuilder<N> weights(InitialWeights weights) {
    this.weights = weights;
    return this;
  }

  /**
   * A file whose weights the parameters start from, loaded by layer name.
   *
   * @param file an HDF5, {@code .keras} or safetensors file
   * @return this
   */
  public NetworkBuilder<N> weights(Path file) {
    return weights(InitialWeights.file(file));
  }

  /**
   * The seed of the random initialization; the same seed gives the same parameters. By default 0.
   *
   * @param seed any number
   * @return this
   */
  public NetworkBuilder<N> seed(long seed) {
    this.seed = seed == 0 ? SEED_FOR_ZERO : seed;
    return this;
  }

  /**
   * Sets an option by its name, for command lines and configuration files.
   *
   * @param name the name of one of this class's methods, for example {@code includeTop}
   * @param value its value as text
   * @return this
   * @throws OptionException if there is no such option or the text is no value of it
   */
  public NetworkBuilder<N> option(String name, String value) {
    NamedOption.of(name).set(this, value);
    return this;
  }

  /**
   * Checks the options together and makes the network.
   *
   * @return the network; no parameters exist yet, see {@link Network#build()}
   * @throws OptionException if an option cannot be, alone or with the others
   */
  public N build() {
    // First, since it knows better what this network takes.
    defaults.checkClasses(classes);
    defaults.alpha().check(alpha);
    NetworkOptions options =
        new NetworkOptions(
            includeTop,
            pooling,
            classes,
            inputShape,
            dataFormat,
            regularization,
            alpha,
            weights,
            seed);
    defaults.check(options);
    return factory.apply(options);
  }
}
