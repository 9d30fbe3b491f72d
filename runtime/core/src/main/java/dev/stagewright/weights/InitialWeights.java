package dev.stagewright.weights;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a network's parameters start from: random numbers, ImageNet's weights or a file's. */
public sealed interface InitialWeights {

  /** Random initialization from the network's seed. */
  record None() implements InitialWeights {
    @Override
    public void loadInto(ComputationGraph graph, boolean includeTop) {}
  }

  /**
   * The weights that Keras downloads for this network: of the first ResNet50, which Keras 2.2
   * loads, and of ResNet50, 101 and 152 in versions 1 and 2. Downloaded once, then cached (see
   * {@link WeightCache}). The system property {@code stagewright.weights.url} names a mirror. For a
   * network of which there is no such file, the error says what to do.
   */
  record ImageNet() implements InitialWeights {
    @Override
    public void loadInto(ComputationGraph graph, boolean includeTop) {
      RemoteFile file = ImageNetWeights.file(graph.getConfiguration(), includeTop);
      log(ImageNetWeights.load(file, WeightCache.standard(), graph));
    }
  }

  /**
   * A file of weights, loaded by layer name.
   *
   * @param path a safetensors, HDF5, {@code .keras} or {@code .weights.json} file
   * @param renames names in the file, and what the network calls these layers
   * @param mode what may disagree
   */
  record File(Path path, Map<String, String> renames, LoadMode mode) implements InitialWeights {

    /** Copies the map. */
    public File {
      renames = Map.copyOf(renames);
    }

    /**
     * A file of weights whose layers have the network's names and shapes.
     *
     * @param path a safetensors, HDF5, {@code .keras} or {@code .weights.json} file
     */
    public File(Path path) {
      this(path, Map.of(), LoadMode.BY_NAME);
    }

    @Override
    public void loadInto(ComputationGraph graph, boolean includeTop) {
      log(WeightLoader.load(WeightFile.read(path).renamed(renames), graph, mode));
    }
  }

  /** Weights that were read before. */
  final class Given implements InitialWeights {
    private final WeightFile renamed;
    private final File stored;
    private final Consumer<WeightReport> told;

    private Given(
        WeightFile file, Map<String, String> renames, LoadMode mode, Consumer<WeightReport> told) {
      this.renamed = file.renamed(renames);
      this.stored = new File(file.path(), renames, mode);
      this.told = told;
    }

    @Override
    public InitialWeights stored() {
      return stored;
    }

    @Override
    public void loadInto(ComputationGraph graph, boolean includeTop) {
      told.accept(WeightLoader.load(renamed, graph, stored.mode()));
    }
  }

  /**
   * Random initialization.
   *
   * @return no weights
   */
  static InitialWeights none() {
    return new None();
  }

  /**
   * ImageNet's weights. They were trained with ReLU: in a network with another nonlinearity they
   * are a start for fine-tuning and do not classify ImageNet.
   *
   * @return the weights that Keras downloads for this network
   */
  static InitialWeights imagenet() {
    return new ImageNet();
  }

  /**
   * A file's weights.
   *
   * @param path a safetensors, HDF5, {@code .keras} or {@code .weights.json} file
   * @return the file's weights
   */
  static InitialWeights file(Path path) {
    return new File(path);
  }

  /**
   * A file's weights, for a network that names some layers in another way or has another head.
   *
   * @param path a safetensors, HDF5, {@code .keras} or {@code .weights.json} file
   * @param renames names in the file, and what the network calls these layers
   * @param mode what may disagree
   * @return the file's weights
   */
  static InitialWeights file(Path path, Map<String, String> renames, LoadMode mode) {
    return new File(path, renames, mode);
  }

  /**
   * Weights that were read before, as those of a model's graph ({@link WeightFile#of}).
   *
   * @param file the weights
   * @param renames names in the file, and what the network calls these layers
   * @param mode what may disagree with the network; {@link LoadMode#NEW_HEAD} for other classes
   * @return these weights
   * @throws WeightsException if a rename cannot be
   */
  static InitialWeights of(WeightFile file, Map<String, String> renames, LoadMode mode) {
    return of(file, renames, mode, InitialWeights::log);
  }

  /**
   * Weights that were read before.
   *
   * @param file the weights
   * @param renames names in the file, and what the network calls these layers
   * @param mode what may disagree with the network
   * @param told gets the report when they are loaded
   * @return these weights
   * @throws WeightsException if a rename cannot be
   */
  static InitialWeights of(
      WeightFile file, Map<String, String> renames, LoadMode mode, Consumer<WeightReport> told) {
    return new Given(file, renames, mode, told);
  }

  /**
   * Reads the text form of the option, as Keras' {@code weights} argument.
   *
   * @param text {@code none}, {@code imagenet} or an existing file's path
   * @return the weights
   * @throws WeightsException if the text is none of the three
   */
  static InitialWeights parse(String text) {
    return switch (text) {
      case "none" -> none();
      case "imagenet" -> imagenet();
      default -> {
        Path path = Path.of(text);
        if (!Files.isRegularFile(path)) {
          throw new WeightsException(
              "weights: found \"%s\"; expected none (random initialization), imagenet (the weights that Keras downloads for this network) or the path of an existing weights file"
                  .formatted(text));
        }
        yield file(path);
      }
    };
  }

  /**
   * What is kept of them where options are stored: where they come from, not the values.
   *
   * @return weights with the same text form
   */
  default InitialWeights stored() {
    return this;
  }

  /**
   * Loads the weights into a graph by layer name.
   *
   * @param graph an initialized graph
   * @param includeTop whether the graph has its classifier
   * @throws WeightsException if they cannot be obtained or do not fit
   */
  void loadInto(ComputationGraph graph, boolean includeTop);

  private static void log(WeightReport report) {
    Logger log = LoggerFactory.getLogger(InitialWeights.class);
    if (report.missing().isEmpty() && report.mismatched().isEmpty()) {
      log.info("{}", report);
    } else {
      log.warn("Some layers keep their random weights. {}", report);
    }
    if (report.nonlinearity() != null) {
      log.warn("{}", report.nonlinearity());
    }
  }
}
