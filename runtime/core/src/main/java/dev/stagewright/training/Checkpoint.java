package dev.stagewright.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.stagewright.errors.Brief;
import dev.stagewright.errors.StagewrightException;
import dev.stagewright.files.OutputFile;
import dev.stagewright.files.ZipArchive;
import dev.stagewright.json.RecordJson;
import dev.stagewright.model.TrainingRun;
import dev.stagewright.network.StageInfo;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A {@link TrainingState} in a file, from which a run goes on to the same bits: a zip of {@code
 * checkpoint.json} and, for every array of {@link TrainingState#arrays()}, {@code arrays/NAME.f32}
 * with its values as little-endian float32. Every entry has a CRC-32, which reading compares.
 */
public final class Checkpoint {

  private static final long MOST_HEADER_BYTES = 1 << 28;
  private static final int CHUNK = 1 << 16;

  /** What bits depend on besides plan, data and versions. */
  private static final List<String> BITS =
      List.of("cpu", "instructionSet", "engine", "precision", "threads", "winograd");

  private final Path file;
  private final CheckpointHeader header;

  private Checkpoint(Path file, CheckpointHeader header) {
    this.file = file;
    this.header = header;
  }

  /**
   * Writes a state between two steps. The file appears whole or not at all.
   *
   * @param state of a graph in float32; it is not changed
   * @param data digests of the images by their use, to be compared by who goes on
   * @param file in an existing folder; an older one is replaced
   * @throws dev.stagewright.files.OutputException if it cannot be written
   */
  public static void write(TrainingState state, Map<String, String> data, Path file) {
    state.stored().gather();
    state.asTrained(() -> OutputFile.write(file, out -> write(state, header(state, data), out)));
  }

  private static CheckpointHeader header(TrainingState state, Map<String, String> data) {
    ComputationGraph graph = state.graph();
    TrainingRun now = TrainingRun.now(graph);
    return new CheckpointHeader(
        CheckpointHeader.FORMAT,
        state.plan(),
        data,
        state.steps(),
        state.optimizerSteps(),
        graph.getIterationCount(),
        graph.getEpochCount(),
        state.progress(),
        state.firstLoss(),
        state.timeSpent(),
        state.history(),
        state.stored().lengths(),
        now.versions(),
        now.environment());
  }

  private static void write(TrainingState state, CheckpointHeader header, OutputStream out)
      throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    zip.setLevel(Deflater.NO_COMPRESSION); // weights hardly compress
    zip.putNextEntry(new ZipEntry(CheckpointHeader.ENTRY));
    zip.write(RecordJson.write(CheckpointHeader.class, header).getBytes(UTF_8));
    for (String array : header.arrays().keySet()) {
      zip.putNextEntry(new ZipEntry(entry(array)));
      state.stored().write(array, zip);
    }
    zip.finish();
  }

  private static String entry(String array) {
    return "arrays/" + array + ".f32";
  }

  /**
   * Reads a checkpoint and checks every byte of it.
   *
   * @param file that {@link #write} wrote
   * @return the checkpoint, whose file must stay until it is restored
   * @throws TrainingException if it is no such file, is damaged, or of a newer version
   */
  public static Checkpoint read(Path file) {
    try (ZipArchive zip = ZipArchive.open(file)) {
      byte[] json = zip.bytes(CheckpointHeader.ENTRY, MOST_HEADER_BYTES);
      CheckpointHeader header = RecordJson.read(CheckpointHeader.class, new String(json, UTF_8));
      Set<String> left = zip.names();
      left.remove(CheckpointHeader.ENTRY);
      for (Map.Entry<String, Long> array : header.arrays().entrySet()) {
        String entry = entry(array.getKey());
        long bytes = zip.size(entry);
        if (bytes % Float.BYTES != 0 || bytes / Float.BYTES != array.getValue()) {
          throw new IOException(
              "%s has %s bytes; expected %s values of 4".formatted(entry, bytes, array.getValue()));
        }
        try (InputStream in = zip.stream(entry)) {
          checkValues(entry, in);
        }
        left.remove(entry);
      }
      if (!left.isEmpty()) {
        throw new IOException(
            "%s does not name the entry %s, which is there"
                .formatted(CheckpointHeader.ENTRY, Brief.of(left.iterator().next())));
      }
      return new Checkpoint(file, header);
    } catch (IOException | StagewrightException e) {
      throw unreadable(file, e);
    }
  }

  /** A step whose numbers are not finite is never made, so that no array has such. */
  private static void checkValues(String entry, InputStream in) throws IOException {
    byte[] bytes = new byte[CHUNK];
    long position = 0;
    for (int found = in.readNBytes(bytes, 0, CHUNK);
        found > 0;
        found = in.readNBytes(bytes, 0, CHUNK)) {
      FloatBuffer values =
          ByteBuffer.wrap(bytes, 0, found).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer();
      for (; values.hasRemaining(); position++) {
        float value = values.get();
        if (!Float.isFinite(value)) {
          throw new IOException(
              "%s: its value at %s is %s; expected finite numbers"
                  .formatted(entry, position, value));
        }
      }
    }
  }

  private static TrainingException unreadable(Path file, Exception cause) {
    return new TrainingException(
        "%s: is not a whole checkpoint: %s"
            .formatted(file, Objects.requireNonNullElse(cause.getMessage(), cause.toString())),
        cause);
  }

  /**
   * Puts the state into a graph of the same network, or what is large of it into workers.
   *
   * @param stages of the network; empty if unknown
   */
  TrainingState restore(ComputationGraph graph, List<StageInfo> stages, @Nullable Workers workers) {
    TrainingState state = new TrainingState(graph, header, stages, workers);
    Map<String, Long> lengths = state.stored().lengths();
    if (!lengths.equals(header.arrays()) || graph.params().dataType() != DataType.FLOAT) {
      throw new TrainingException(
          "%s: holds the arrays %s; the network has %s of %s. Continue with the network and the optimizer that the run was started with"
              .formatted(file, header.arrays(), lengths, graph.params().dataType()));
    }
    try (ZipArchive zip = ZipArchive.open(file)) {
      for (String array : lengths.keySet()) {
        try (InputStream in = new BufferedInputStream(zip.stream(entry(array)))) {
          state.stored().read(array, in);
        }
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    state.optimizerSteps(header.optimizerSteps());
    graph.getConfiguration().setIterationCount(header.iteration());
    graph.getConfiguration().setEpochCount(header.graphEpoch());
    return state;
  }

  /**
   * Where it is.
   *
   * @return the file
   */
  public Path file() {
    return file;
  }

  /**
   * The plan of the run.
   *
   * @return as it was followed
   */
  public TrainingPlan plan() {
    return header.plan();
  }

  /**
   * The same for a run whose length became known, or became another, behind it.
   *
   * @param length as the run's plan has it now
   * @return from which a run goes on to steps that were made before
   */
  public Checkpoint following(RunLength length) {
    TrainingPlan plan = header.plan().toBuilder().length(length).build();
    return new Checkpoint(file, header.with(plan));
  }

  /**
   * How many steps the run had made.
   *
   * @return 0 before the first
   */
  public int steps() {
    return header.steps();
  }

  /**
   * The digests of the run's images.
   *
   * @return as they were given to {@link #write}
   */
  public Map<String, String> data() {
    return header.data();
  }

  /**
   * Says where a graph computes with something else than the run did, so that other bits may come
   * out.
   *
   * @param graph to go on with
   * @return a line such as {@code threads: 4 now, 2 before} for each; empty if all is alike
   */
  public List<String> differences(ComputationGraph graph) {
    Map<String, String> now = values(TrainingRun.now(graph));
    Map<String, String> before = new LinkedHashMap<>(header.environment());
    before.putAll(header.versions());
    return now.keySet().stream()
        .filter(name -> !Objects.equals(now.get(name), before.get(name)))
        .filter(name -> BITS.contains(name) || header.versions().containsKey(name))
        .map(name -> "%s: %s now, %s before".formatted(name, now.get(name), before.get(name)))
        .toList();
  }

  private static Map<String, String> values(TrainingRun run) {
    Map<String, String> values = new LinkedHashMap<>(run.environment());
    values.putAll(run.versions());
    return values;
  }
}
