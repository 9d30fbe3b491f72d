package dev.stagewright.weights.keras;

import dev.stagewright.files.ZipArchive;
import dev.stagewright.weights.WeightFile;
import dev.stagewright.weights.WeightsException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.zip.ZipException;

/**
 * A {@code .keras} file, a zip archive.
 *
 * @param weights the bytes of its HDF5 file
 * @param model the model's configuration
 * @param channelsFirst whether it names that format
 * @param nonlinearities between its layers
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record KerasArchive(
    byte[] weights, ConfiguredLayer model, boolean channelsFirst, Set<String> nonlinearities) {

  static final String WEIGHTS = "model.weights.h5";
  private static final String CONFIG = "config.json";

  /** A network of 1,000 layers has 0.5 MB. */
  private static final long LONGEST_CONFIG = 4 << 20;

  /** Weights hardly compress: an archive may expand to four times its size, and this. */
  private static final long WEIGHTS_BESIDE_THE_FILE = 24 << 20;

  static boolean matches(byte[] head) {
    return head.length >= 4 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
  }

  /** Whether a model's configuration in JSON names the format channels_first. */
  static boolean isChannelsFirst(String config) {
    return config.contains("\"channels_first\"");
  }

  static KerasArchive read(Path path) throws IOException {
    if (WeightFile.isModel(path)) {
      throw new WeightsException(
          path
              + " is a model of Deeplearning4j, not a file of Keras. Load it (TrainedModel.load), and give its graph to WeightFile.of");
    }
    try (ZipArchive zip = ZipArchive.open(path)) {
      for (String name : new String[] {CONFIG, WEIGHTS}) {
        if (!zip.has(name)) {
          throw new WeightsException(
              "%s is a zip archive without %s; expected a .keras file of Keras 3 or an HDF5 file"
                  .formatted(path, name));
        }
      }
      String config = new String(zip.bytes(CONFIG, LONGEST_CONFIG), StandardCharsets.UTF_8);
      ConfiguredLayer model = ConfiguredLayer.parse(path, config);
      long most = WEIGHTS_BESIDE_THE_FILE + 4 * Files.size(path);
      return new KerasArchive(
          zip.bytes(WEIGHTS, most),
          model,
          isChannelsFirst(config),
          ConfiguredNonlinearities.in(config));
    } catch (ZipException e) {
      throw new WeightsException(
          "%s is a damaged .keras archive (%s). Copy or download it again"
              .formatted(path, e.getMessage()),
          e);
    }
  }
}
