package dev.stagewright.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagewright.engine.Engines;
import dev.stagewright.errors.StagewrightException;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Reads and writes model files: Deeplearning4j's zip with {@link ModelHeader} as one entry. */
final class ModelFile {

  private static final String EXPECTED = "expected a model saved by Stagewright";

  private ModelFile() {}

  /** The entries that {@link ModelSerializer} writes, but stored: weights hardly compress. */
  static void write(TrainedModel model, OutputStream out) throws IOException {
    ComputationGraph graph = model.graph();
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.NO_COMPRESSION);
    zip.putNextEntry(new ZipEntry(ModelHeader.ENTRY));
    zip.write(ModelHeader.of(model).toJson().getBytes(UTF_8));
    zip.putNextEntry(new ZipEntry(ModelSerializer.CONFIGURATION_JSON));
    zip.write(graph.getConfiguration().toJson().getBytes(UTF_8));
    write(zip, ModelSerializer.COEFFICIENTS_BIN, graph.params());
    INDArray state = graph.getUpdater().getStateViewArray();
    if (state != null && state.length() > 0) { // plain SGD has none
      write(zip, ModelSerializer.UPDATER_BIN, state);
    }
    zip.finish();
  }

  private static void write(ZipOutputStream zip, String entry, INDArray array) throws IOException {
    zip.putNextEntry(new ZipEntry(entry));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(zip, 1 << 16));
    Nd4j.write(array, out);
    out.flush();
  }

  static TrainedModel load(Path file) {
    ModelHeader header;
    try (ZipFile zip = open(file)) {
      ZipEntry entry = zip.getEntry(ModelHeader.ENTRY);
      if (entry == null) {
        throw new ModelException(
            file
                + ": found a Deeplearning4j model without "
                + ModelHeader.ENTRY
                + ", so its labels and preprocessing are unknown; "
                + EXPECTED
                + ". Load it with TrainedModel.loadDl4j(file, labels, input) and save it");
      }
      try (InputStream in = zip.getInputStream(entry)) {
        header = ModelHeader.parse(file, new String(in.readAllBytes(), UTF_8));
      }
    } catch (IOException e) {
      throw damaged(file, e);
    }
    return header.toModel(file, loadGraph(file));
  }

  static ComputationGraph loadGraph(Path file) {
    try {
      open(file).close(); // for its messages
      return Engines.attach(ComputationGraph.load(file.toFile(), true));
    } catch (IOException | RuntimeException e) {
      throw e instanceof StagewrightException known ? known : damaged(file, e);
    }
  }

  private static ZipFile open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(file + ": is no file; " + EXPECTED);
    }
    ZipFile zip;
    try {
      zip = new ZipFile(file.toFile());
    } catch (IOException e) {
      throw new ModelException(file + ": " + noZip(file) + "; " + EXPECTED, e);
    }
    if (zip.getEntry(ModelSerializer.CONFIGURATION_JSON) == null) {
      String message =
          "%s: found a zip archive without %s; %s"
              .formatted(file, ModelSerializer.CONFIGURATION_JSON, EXPECTED);
      zip.close();
      throw new ModelException(message);
    }
    return zip;
  }

  /** A zip's index is at its end, so a file that starts as one but has none was cut off. */
  private static String noZip(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(4);
      boolean zip = start.length == 4 && start[0] == 'P' && start[1] == 'K';
      return "found %d bytes that are %s"
          .formatted(
              Files.size(file),
              zip ? "the start of a zip archive, cut off; copy it again" : "no zip archive");
    }
  }

  private static ModelException damaged(Path file, Exception cause) {
    return new ModelException(
        "%s: is damaged or of another kind of network: %s; %s".formatted(file, cause, EXPECTED),
        cause);
  }
}
