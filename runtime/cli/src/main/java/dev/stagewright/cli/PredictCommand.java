package dev.stagewright.cli;

import dev.stagewright.model.TrainedModel;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import dev.stagewright.prediction.Classifier;
import dev.stagewright.prediction.Prediction;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code stagewright predict}: image files with a saved model, or arrays with a network. */
@Command(
    name = "predict",
    description = "Says what images show, or computes a network's output for arrays.",
    footer = {
      "",
      "Image files with a model that train saved:",
      "  stagewright predict --model model.zip IMAGE...",
      "An array of images with a network, without any preprocessing:",
      "  stagewright predict --network NAME --weights FILE --input x.npy --output y.npy"
    })
final class PredictCommand implements Runnable {

  private final PrintWriter out;

  @ArgGroup(multiplicity = "1")
  private Way way = new Way();

  @Mixin private final NetworkSearch search = new NetworkSearch();
  @Mixin private final BuilderOptions options = new BuilderOptions();
  @Mixin private final ComputeOptions compute = new ComputeOptions();

  @Option(
      names = "--batch-size",
      defaultValue = "16",
      description = "Images computed at once. Default: ${DEFAULT-VALUE}.")
  private int batchSize;

  PredictCommand(PrintWriter out) {
    this.out = out;
  }

  /** One of the two ways. */
  static final class Way {
    @ArgGroup(exclusive = false, heading = "Image files with a saved model:%n")
    private @Nullable Images images;

    @ArgGroup(exclusive = false, heading = "Arrays with a network:%n")
    private @Nullable Arrays arrays;
  }

  /** Image files with a saved model. */
  static final class Images {
    @Option(
        names = "--model",
        paramLabel = "FILE",
        required = true,
        description = "What train saved.")
    private Path model = Path.of("");

    @Parameters(
        paramLabel = "IMAGE",
        arity = "1..*",
        description = "JPEG, PNG, BMP, TIFF, WebP, GIF or PNM files.")
    private List<Path> files = List.of();

    @Option(
        names = "--top",
        defaultValue = "5",
        description = "How many classes to name at most. Default: ${DEFAULT-VALUE}.")
    private int top;
  }

  /** Arrays with a network. */
  static final class Arrays {
    @Option(
        names = "--network",
        paramLabel = "NETWORK",
        required = true,
        description = "The network's name.")
    private String network = "";

    @Option(
        names = "--weights",
        paramLabel = "FILE",
        required = true,
        description = "An HDF5 or .keras file, or imagenet.")
    private String weights = "";

    @Option(
        names = "--input",
        paramLabel = "X.npy",
        required = true,
        description =
            "float32 images of [N, height, width, channels], also for channels_first. The"
                + " network's input shape follows them, unless --option inputShape says otherwise.")
    private Path input = Path.of("");

    @Option(
        names = "--output",
        paramLabel = "Y.npy",
        required = true,
        description = "Where the network's output goes, in its own layout.")
    private Path output = Path.of("");
  }

  @Override
  public void run() {
    if (batchSize < 1) {
      throw new CommandException("--batch-size: found " + batchSize + "; expected at least 1");
    }
    compute.during(this::predict);
  }

  private void predict() {
    if (way.images != null) {
      classify(way.images);
    } else if (way.arrays != null) {
      compute(way.arrays);
    }
  }

  private void classify(Images images) {
    Classifier classifier = new Classifier(TrainedModel.load(images.model));
    int top = Math.min(images.top, classifier.labels().size());
    for (Path file : images.files) {
      List<Prediction> predictions = classifier.classify(file, top);
      out.printf(
          "%s  %s%n",
          file,
          predictions.stream()
              .map(found -> found.label() + " " + Numbers.percent(found.probability()))
              .collect(Collectors.joining(", ")));
    }
  }

  private void compute(Arrays arrays) {
    NumpyFile input = NumpyFile.open(arrays.input);
    Network network = network(arrays, input);
    ComputationGraph graph = network.build();
    boolean channelsFirst = network.options().dataFormat() == DataFormat.CHANNELS_FIRST;
    long images = input.shape().get(0);
    List<INDArray> outputs = new ArrayList<>();
    for (long first = 0; first < images; first += batchSize) {
      INDArray batch = input.rows(first, (int) Math.min(batchSize, images - first));
      outputs.add(
          graph.outputSingle(false, channelsFirst ? batch.permute(0, 3, 1, 2).dup('c') : batch));
    }
    INDArray output = Nd4j.concat(0, outputs.toArray(INDArray[]::new));
    NumpyFile.write(output, arrays.output);
    out.printf("Wrote %s %s%n", arrays.output, java.util.Arrays.toString(output.shape()));
  }

  private Network network(Arrays arrays, NumpyFile input) {
    List<Long> shape = input.shape();
    if (shape.size() != 4 || shape.contains(0L)) {
      throw new NumpyException(
          "%s: found shape %s; expected [N, height, width, channels], each at least 1"
              .formatted(arrays.input, shape));
    }
    NetworkBuilder<?> builder = search.catalog().builder(arrays.network);
    builder.inputShape(shape.get(1).intValue(), shape.get(2).intValue(), shape.get(3).intValue());
    options.applyTo(builder);
    builder.option("weights", arrays.weights);
    Network network = builder.build();
    var expected = network.options().inputShape();
    if (shape.get(1) != expected.height()
        || shape.get(2) != expected.width()
        || shape.get(3) != expected.channels()) {
      throw new NumpyException(
          "%s: found shape %s; --option inputShape asks for images of %s"
              .formatted(arrays.input, shape, expected));
    }
    return network;
  }
}
