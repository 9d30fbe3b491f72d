package dev.stagewright.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagewright.errors.Brief;
import dev.stagewright.files.ZipArchive;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.shade.jackson.core.JsonProcessingException;

/**
 * Reads the graph of a model file as {@link ModelSerializer} does, but trusts nothing in it: no
 * Java object is deserialized, classes are checked by name before they are loaded, and sizes before
 * memory is taken.
 */
final class GraphReader {

  /** Configurations are at most this long where the file is shorter; ResNet152's has 1 MB. */
  private static final long CONFIGURATION_BYTES = 2 << 20;

  private final ZipArchive zip;

  private GraphReader(ZipArchive zip) {
    this.zip = zip;
  }

  /**
   * Reads the graph.
   *
   * @param zip a model file
   * @param fileBytes its length
   * @param allowed names of classes that the configuration may name besides Deeplearning4j's
   * @throws IOException if it is damaged or refused; the message names the entry and the place
   */
  static ComputationGraph read(ZipArchive zip, long fileBytes, Set<String> allowed)
      throws IOException {
    byte[] bytes =
        zip.bytes(ModelSerializer.CONFIGURATION_JSON, Math.max(CONFIGURATION_BYTES, fileBytes));
    String json = new String(bytes, UTF_8);
    NamedClasses.check(json, allowed);
    return new GraphReader(zip).read(json);
  }

  private ComputationGraph read(String json) throws IOException {
    try (StoredArray stored = StoredArray.open(zip, ModelSerializer.COEFFICIENTS_BIN)) {
      ComputationGraphConfiguration configuration = parse(json);
      long parameters = LayerSizes.parameters(configuration);
      if (stored.length() != parameters) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s holds %d parameters; the layers in %s have %d",
                ModelSerializer.COEFFICIENTS_BIN,
                stored.length(),
                ModelSerializer.CONFIGURATION_JSON,
                parameters));
      }
      configuration.setDataType(stored.type()); // files before 1.0.0-beta4 have none
      INDArray array = Nd4j.createUninitialized(stored.type(), 1, parameters);
      stored.readInto(array);
      ComputationGraph graph = new ComputationGraph(configuration);
      graph.init(array, false);
      if (zip.has(ModelSerializer.UPDATER_BIN)) {
        readUpdaterState(graph);
      }
      return graph;
    } catch (ModelException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new IOException(
          "%s does not describe a network that can run: %s"
              .formatted(ModelSerializer.CONFIGURATION_JSON, reason(e)),
          e);
    }
  }

  private static ComputationGraphConfiguration parse(String json) throws IOException {
    ComputationGraphConfiguration configuration = ComputationGraphConfiguration.fromJson(json);
    if (configuration.getVertices() == null || configuration.getNetworkInputs() == null) {
      if (json.contains("\"confs\"")) {
        throw new ModelException(
            "found a MultiLayerNetwork; expected a ComputationGraph. Load it with MultiLayerNetwork.load, and save what its toComputationGraph() returns");
      }
      throw new IOException(
          ModelSerializer.CONFIGURATION_JSON + " has no vertices or no inputs of a network");
    }
    return configuration;
  }

  private void readUpdaterState(ComputationGraph graph) throws IOException {
    try (StoredArray stored = StoredArray.open(zip, ModelSerializer.UPDATER_BIN)) {
      long expected = updaterState(graph);
      if (stored.length() != expected || stored.type() != graph.params().dataType()) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s holds %d values of %s; the updaters in %s have %d of %s",
                ModelSerializer.UPDATER_BIN,
                stored.length(),
                stored.type(),
                ModelSerializer.CONFIGURATION_JSON,
                expected,
                graph.params().dataType()));
      }
      stored.readInto(graph.getUpdater().getStateViewArray());
    }
  }

  /** How many values the updaters' state has, before it is made. */
  private static long updaterState(ComputationGraph graph) {
    long sum = 0;
    for (GraphVertex vertex : graph.getVertices()) {
      if (vertex.numParams() > 0) {
        for (Map.Entry<String, INDArray> parameter : vertex.paramTable(false).entrySet()) {
          long length = parameter.getValue().length();
          sum += vertex.getConfig().getUpdaterByParam(parameter.getKey()).stateSize(length);
        }
      }
    }
    return sum;
  }

  /** Jackson's messages are long: they end in the source and the way there. */
  static String reason(Throwable fault) {
    Throwable found = fault;
    while (found.getCause() != null && !(found instanceof JsonProcessingException)) {
      found = found.getCause();
    }
    String text =
        found instanceof JsonProcessingException json ? json.getOriginalMessage() : "" + found;
    return Brief.of(text.lines().findFirst().orElse(""));
  }
}
