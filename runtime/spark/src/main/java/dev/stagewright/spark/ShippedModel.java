package dev.stagewright.spark;

import dev.stagewright.engine.EngineSettings;
import dev.stagewright.errors.StagewrightException;
import dev.stagewright.spark.executor.ClusterException;
import dev.stagewright.tasks.Task;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;

/**
 * A model on its way to the executors: a broadcast in pieces, which Spark takes from an executor of
 * the same node if one has them, and moves to its disk when the heap is short. Not a file of the
 * application ({@code SparkContext.addFile}): Spark 4 does not bring these to the tasks of its SQL
 * sessions (SPARK-53478).
 *
 * @param digest SHA-256 of the file
 * @param pieces of the file, in their order
 * @param labels of the model
 * @param task of the model
 * @param parameterBytes what its parameters take
 */
record ShippedModel(
    String digest,
    List<Broadcast<byte[]>> pieces,
    List<String> labels,
    Task task,
    long parameterBytes)
    implements Serializable {

  private static final int PIECE = 4 << 20;

  /** Of this driver, so that a pipeline which is used again and again ships its model once. */
  private static final Map<String, ShippedModel> SHIPPED = new ConcurrentHashMap<>();

  ShippedModel {
    pieces = List.copyOf(pieces);
    labels = List.copyOf(labels);
  }

  /**
   * Ships a model, and looks whether it can be used.
   *
   * @param path of any file system that Spark knows
   * @param layer whose features are wanted; empty for none
   */
  static ShippedModel of(SparkContext spark, String path, Set<String> allowed, String layer) {
    try {
      var source = new org.apache.hadoop.fs.Path(path);
      FileSystem files = source.getFileSystem(spark.hadoopConfiguration());
      FileStatus status = files.getFileStatus(source);
      String key =
          String.join(
              "\n", spark.applicationId(), status.toString(), String.join(",", allowed), layer);
      ShippedModel known = SHIPPED.get(key);
      if (known == null) {
        known = ship(spark, files, status, allowed, layer);
        SHIPPED.put(key, known);
      }
      return known;
    } catch (IOException | IllegalArgumentException e) {
      throw ClusterException.failure("model: %s cannot be read: %s".formatted(path, e));
    }
  }

  private static ShippedModel ship(
      SparkContext spark, FileSystem files, FileStatus status, Set<String> allowed, String layer)
      throws IOException {
    Path copy = Files.createTempFile("stagewright", ".zip");
    MessageDigest digest = sha256();
    List<Broadcast<byte[]>> pieces = new ArrayList<>();
    try (InputStream in = files.open(status.getPath());
        OutputStream out = Files.newOutputStream(copy)) {
      for (byte[] piece = in.readNBytes(PIECE); piece.length > 0; piece = in.readNBytes(PIECE)) {
        digest.update(piece);
        out.write(piece);
        pieces.add(JavaSparkContext.fromSparkContext(spark).broadcast(piece));
      }
      out.flush();
      try (ScoringModel model = ScoringModel.load(copy, allowed, EngineSettings.chosen(), layer)) {
        return new ShippedModel(
            HexFormat.of().formatHex(digest.digest()),
            pieces,
            model.labels(),
            model.coding().task(),
            model.parameterBytes());
      }
    } catch (StagewrightException e) {
      String text = String.valueOf(e.getMessage()).replace(copy.toString(), "" + status.getPath());
      throw e.kind() == StagewrightException.Kind.USAGE
          ? ClusterException.usage(text)
          : ClusterException.failure(text);
    } finally {
      Files.delete(copy);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }

  /** Loads it in this executor. */
  ScoringModel load(Set<String> allowed, EngineSettings settings, String layer) {
    try {
      Path copy = Files.createTempFile("stagewright", ".zip");
      try {
        try (OutputStream out = Files.newOutputStream(copy)) {
          for (Broadcast<byte[]> piece : pieces) {
            out.write(piece.value());
          }
        }
        return ScoringModel.load(copy, allowed, settings, layer);
      } finally {
        Files.delete(copy);
      }
    } catch (IOException e) {
      throw ClusterException.failure("The model cannot be written to the executor's disk: " + e);
    }
  }
}
