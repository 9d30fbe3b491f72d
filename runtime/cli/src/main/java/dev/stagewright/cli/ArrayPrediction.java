package dev.stagewright.cli;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.errors.Printable;
import dev.stagewright.files.NumpyException;
import dev.stagewright.files.OutputFile;
import dev.stagewright.network.DataFormat;
import dev.stagewright.network.Network;
import dev.stagewright.network.NetworkBuilder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.memory.MemoryUseMode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code predict} for arrays with a network. */
final class ArrayPrediction {

  @Option(
      names = "--network",
      paramLabel = "NETWORK",
      description = "For arrays: the annotated type's simple or binary name.")
  private String name = "";

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description =
          "For arrays: an HDF5, .keras, .weights.json or safetensors file, a model that train"
              + " saved, or imagenet. Every layer of the network must be in it.")
  private String weights = "";

  @Option(
      names = "--input",
      paramLabel = "X.npy",
      description =
          "For arrays: float32 images of [N, height, width, channels], also for channels_first."
              + " The network's input shape follows them, unless --option inputShape says"
              + " otherwise.")
  private Path input = Path.of("");

  @Mixin private final WeightOptions loading = new WeightOptions();

  void compute(
      NetworkSearch search,
      BuilderOptions options,
      AllowedClasses allowed,
      EngineSettings settings,
      int batchSize,
      Path output,
      PrintWriter out,
      PrintWriter err) {
    NumpyFile images = NumpyFile.open(input);
    NetworkBuilder<?> builder = search.catalog().builder(name);
    prepare(builder, images, options);
    loading.loadAll(builder, weights, path -> allowed.load(path, search));
    allowed.requireUsed();
    Network network = checked(builder.build(), images);
    InterruptibleOutput.reserve(
        output,
        err,
        file ->
            new MemoryAdvice("--batch-size", batchSize, network, MemoryUseMode.INFERENCE)
                .during(() -> write(network, settings, images, batchSize, file, out)));
  }

  private void write(
      Network network,
      EngineSettings settings,
      NumpyFile images,
      int batchSize,
      OutputFile file,
      PrintWriter out) {
    boolean channelsFirst = network.options().dataFormat() == DataFormat.CHANNELS_FIRST;
    var outputs = new BatchedOutputs(network.build(settings), channelsFirst, images, batchSize);
    file.write(outputs);
    String path = Printable.of(file.path().toString());
    out.printf("Wrote %s %s%n", path, Arrays.toString(outputs.shape()));
  }

  private void prepare(NetworkBuilder<?> builder, NumpyFile images, BuilderOptions options) {
    List<Long> shape = images.shape();
    if (shape.size() != 4 || shape.contains(0L)) {
      throw new NumpyException(
          "%s: found shape %s; expected [N, height, width, channels], each at least 1"
              .formatted(input, shape));
    }
    builder.inputShape(shape.get(1).intValue(), shape.get(2).intValue(), shape.get(3).intValue());
    options.applyTo(builder);
  }

  private Network checked(Network network, NumpyFile images) {
    List<Long> shape = images.shape();
    var expected = network.options().inputShape();
    if (shape.get(1) != expected.height()
        || shape.get(2) != expected.width()
        || shape.get(3) != expected.channels()) {
      throw new NumpyException(
          "%s: found shape %s; --option inputShape asks for images of %s"
              .formatted(input, shape, expected));
    }
    return network;
  }
}
