package dev.stagewright.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagewright.data.ImageInput;
import dev.stagewright.engine.EngineSettings;
import dev.stagewright.engine.Engines;
import dev.stagewright.errors.StagewrightException;
import dev.stagewright.files.ZipArchive;
import dev.stagewright.weights.UnusableValues;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Reads and writes model files: Deeplearning4j's zip with {@link ModelHeader} as one entry. */
final class ModelFile {

  /** Headers are at most this long where the file is shorter; 20,000 labels have 500 kB. */
  private static final long HEADER_BYTES = 1 << 20;

  private ModelFile() {}

  /** The entries that {@link ModelSerializer} writes, but stored: weights hardly compress. */
  static void write(TrainedModel model, OutputStream out) throws IOException {
    ComputationGraph graph = model.graph();
    Optional<String> fault = UnusableValues.in(graph);
    if (fault.isPresent()) {
      throw new ModelException(
          "The model is not saved: %s. Train it again with a lower learning rate"
              .formatted(fault.get()));
    }
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.NO_COMPRESSION);
    zip.putNextEntry(new ZipEntry(ModelHeader.ENTRY));
    zip.write(model.toJson().getBytes(UTF_8));
    zip.putNextEntry(new ZipEntry(ModelSerializer.CONFIGURATION_JSON));
    zip.write(graph.getConfiguration().toJson().getBytes(UTF_8));
    MemoryEntries.writeArray(zip, ModelSerializer.COEFFICIENTS_BIN, graph.params());
    // Where there is none, its optimizer has no state, or one that Deeplearning4j does not know.
    ComputationGraphUpdater updater = graph.getUpdater(false);
    INDArray state = updater == null ? null : updater.getStateViewArray();
    if (state != null && state.length() > 0) {
      MemoryEntries.writeArray(zip, ModelSerializer.UPDATER_BIN, state);
    }
    MemoryEntries.write(model.memory(), zip);
    zip.finish();
  }

  static TrainedModel load(Path file, Set<String> allowed, EngineSettings settings) {
    TrainedModel model =
        read(
            file,
            (zip, bytes) -> {
              if (!zip.has(ModelHeader.ENTRY)) {
                throw new ModelException(
                    "found a Deeplearning4j model without "
                        + ModelHeader.ENTRY
                        + ", so its labels and preprocessing are unknown; "
                        + ModelArchive.EXPECTED
                        + ". Load it with TrainedModel.loadDl4j(file, labels, input) and save it");
              }
              byte[] json = zip.bytes(ModelHeader.ENTRY, Math.max(HEADER_BYTES, bytes));
              ModelHeader header = ModelHeader.parse(new String(json, UTF_8));
              ComputationGraph graph = graph(zip, bytes, header.input(), allowed);
              return header.toModel(graph).withMemory(MemoryEntries.read(zip, graph));
            });
    return new TrainedModel(
        attach(file, model.graph(), settings),
        model.labels(),
        model.input(),
        model.coding(),
        model.provenance(),
        model.memory());
  }

  static ComputationGraph loadGraph(Path file, ImageInput input, Set<String> allowed) {
    ComputationGraph graph = read(file, (zip, bytes) -> graph(zip, bytes, input, allowed));
    return attach(file, graph, EngineSettings.chosen());
  }

  private static ComputationGraph graph(
      ZipArchive zip, long fileBytes, ImageInput input, Set<String> allowed) throws IOException {
    ComputationGraph graph = GraphReader.read(zip, fileBytes, allowed);
    InputFit.check(graph, input);
    Optional<String> fault = UnusableValues.in(graph);
    if (fault.isPresent()) {
      throw new ModelException(
          fault.get()
              + "; such a model cannot predict. Train it again, with a lower learning rate if that is how it came about");
    }
    return graph;
  }

  /** Wrong settings of the engine are not the file's fault; a network that it trips over is. */
  private static ComputationGraph attach(
      Path file, ComputationGraph graph, EngineSettings settings) {
    try {
      return Engines.attach(graph, settings);
    } catch (StagewrightException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new ModelException(
          "%s: describes a network that cannot run: %s".formatted(file, GraphReader.reason(e)), e);
    }
  }

  /** What a model file is read for. */
  private interface Reader<T> {
    T read(ZipArchive zip, long fileBytes) throws IOException;
  }

  /** Names the file in all that goes wrong. */
  private static <T> T read(Path file, Reader<T> reader) {
    if (!Files.isRegularFile(file)) {
      throw new ModelException(file + ": is not a file; " + ModelArchive.EXPECTED);
    }
    try (ZipArchive zip = ModelArchive.open(file)) {
      return reader.read(zip, Files.size(file));
    } catch (IOException e) {
      // Java's own texts are often nothing, or no more than the file's name.
      String reason =
          e.getMessage() == null || e instanceof FileSystemException
              ? e.toString()
              : e.getMessage();
      throw new ModelException(
          "%s: cannot be read: %s. Copy it again, or save the model again".formatted(file, reason),
          e);
    } catch (StagewrightException e) {
      throw new ModelException(file + ": " + e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw new ModelException(
          "%s: does not fit in memory: %s. Give Java more: -Xmx for the heap, -Dorg.bytedeco.javacpp.maxbytes and -Dorg.bytedeco.javacpp.maxphysicalbytes for arrays"
              .formatted(file, e.getMessage()),
          e);
    }
  }
}
