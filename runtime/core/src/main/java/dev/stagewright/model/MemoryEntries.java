package dev.stagewright.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagewright.errors.Brief;
import dev.stagewright.files.ZipArchive;
import dev.stagewright.json.JsonException;
import dev.stagewright.json.RecordJson;
import dev.stagewright.weights.UnusableValues;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A {@link TrainingMemory} in a model file: {@code training.json}, and for every array {@code
 * training/NAME.bin} in the form of {@code Nd4j.write}.
 */
final class MemoryEntries {

  static final String HEADER = "training.json";

  private static final String FOLDER = "training/";
  private static final long HEADER_BYTES = 1 << 16;

  /** What the header holds. */
  private record Header(String optimizer, int steps, List<String> arrays) {}

  private MemoryEntries() {}

  static boolean isOne(String entry) {
    return entry.equals(HEADER) || entry.matches(FOLDER + "[a-z]+\\.bin");
  }

  static void write(@Nullable TrainingMemory memory, ZipOutputStream zip) throws IOException {
    if (memory == null) {
      return;
    }
    Header header =
        new Header(memory.optimizer(), memory.steps(), List.copyOf(memory.arrays().keySet()));
    zip.putNextEntry(new ZipEntry(HEADER));
    zip.write(RecordJson.write(Header.class, header).getBytes(UTF_8));
    for (Map.Entry<String, INDArray> array : memory.arrays().entrySet()) {
      writeArray(zip, entry(array.getKey()), array.getValue());
    }
  }

  static void writeArray(ZipOutputStream zip, String entry, INDArray array) throws IOException {
    zip.putNextEntry(new ZipEntry(entry));
    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(zip, 1 << 16));
    Nd4j.write(array, out);
    out.flush();
  }

  private static String entry(String array) {
    return FOLDER + array + ".bin";
  }

  /** Reads what {@link #write} wrote; null if there is nothing. */
  static @Nullable TrainingMemory read(ZipArchive zip, ComputationGraph graph) throws IOException {
    Set<String> entries = new LinkedHashSet<>(zip.names());
    entries.removeIf(entry -> !isOne(entry));
    if (entries.isEmpty()) {
      return null;
    }
    Header header = header(zip);
    entries.remove(HEADER);
    checkNames(entries, header);
    Map<String, INDArray> arrays = new LinkedHashMap<>();
    for (String name : header.arrays()) {
      arrays.put(name, array(zip, entry(name), graph.numParams()));
    }
    return new TrainingMemory(header.optimizer(), header.steps(), arrays);
  }

  /** What is named is there once, and what is there is named. */
  private static void checkNames(Set<String> entries, Header header) throws IOException {
    Set<String> left = new LinkedHashSet<>(entries);
    for (String name : header.arrays()) {
      if (!left.remove(entry(name))) {
        throw new IOException(
            "%s names the entry %s, which is not there".formatted(HEADER, Brief.of(entry(name))));
      }
    }
    if (!left.isEmpty()) {
      throw new IOException(
          "%s does not name the entry %s, which is there"
              .formatted(HEADER, left.iterator().next()));
    }
    if (header.steps() < 0) {
      throw new IOException(
          "%s: steps: found %s; expected at least 0".formatted(HEADER, header.steps()));
    }
  }

  private static Header header(ZipArchive zip) throws IOException {
    String json = new String(zip.bytes(HEADER, HEADER_BYTES), UTF_8);
    try {
      return RecordJson.read(Header.class, json);
    } catch (JsonException e) {
      throw new IOException("%s: %s".formatted(HEADER, e.getMessage()), e);
    }
  }

  private static INDArray array(ZipArchive zip, String entry, long parameters) throws IOException {
    try (StoredArray stored = StoredArray.open(zip, entry)) {
      if (stored.length() != parameters || stored.type() != DataType.FLOAT) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s holds %d values of %s; expected one of FLOAT for each of %d parameters",
                entry,
                stored.length(),
                stored.type(),
                parameters));
      }
      INDArray array = Nd4j.createUninitialized(DataType.FLOAT, parameters);
      stored.readInto(array);
      Optional<String> fault = UnusableValues.in(array);
      if (fault.isPresent()) {
        throw new IOException("%s: %s".formatted(entry, fault.get()));
      }
      return array;
    }
  }
}
