package dev.stagewright.weights;

import dev.stagewright.errors.Printable;
import dev.stagewright.files.hdf5.Hdf5Exception;
import dev.stagewright.files.hdf5.Hdf5File;
import dev.stagewright.files.hdf5.Hdf5Group;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Opens a file of weights, finds out what wrote it and hands it to the reader of that kind. */
final class WeightFileReader {

  private static final String VARIABLES = "Keras 3, weights (.weights.h5)";

  private WeightFileReader() {}

  static WeightFile read(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new WeightsException(
          "%s %s; expected an HDF5 or .keras file%s"
              .formatted(
                  path,
                  Files.isDirectory(path)
                      ? "is a directory"
                      : Files.exists(path) ? "is not a regular file" : "does not exist",
                  Files.isDirectory(path)
                      ? " (TensorFlow's SavedModel is not read: save again with model.save(\"model.keras\"))"
                      : ""));
    }
    try {
      return checked(readAny(path));
    } catch (Hdf5Exception e) {
      throw new WeightsException(path + ": " + e.getMessage(), e);
    } catch (IOException e) {
      throw new WeightsException(path + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static WeightFile readAny(Path path) throws IOException {
    if (ShardedFile.isMap(path)) {
      return variables(path, VARIABLES, ShardedFile.read(path).layers());
    }
    ShardedFile sharded = ShardedFile.of(path);
    if (sharded != null) {
      return variables(sharded.map(), VARIABLES, sharded.layers());
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(path)) {
      head = in.readNBytes(8);
    }
    if (KerasArchive.matches(head)) {
      return readArchive(path);
    }
    if (!Hdf5File.matches(head)) {
      throw new WeightsException(
          "%s is neither an HDF5 nor a .keras file: it starts with %s. Expected weights or a model that Keras saved"
              .formatted(path, hex(head)));
    }
    try (Hdf5File hdf = Hdf5File.open(path)) {
      return readHdf5(path, hdf.root());
    }
  }

  private static WeightFile readArchive(Path path) throws IOException {
    KerasArchive archive = KerasArchive.read(path);
    try (Hdf5File hdf = Hdf5File.of(archive.weights())) {
      VariablesReader reader = new VariablesReader(path, archive.model());
      reader.add(hdf.root());
      return new WeightFile(
          path,
          "Keras 3, model (.keras)",
          KernelLayout.HWIO,
          archive.channelsFirst(),
          read(path, reader.layers()));
    }
  }

  private static WeightFile readHdf5(Path path, Hdf5Group root) throws IOException {
    if (root.child("model_weights") instanceof Hdf5Group weights) {
      return named(path, weights, root, "whole model");
    }
    if (NamedLayersReader.matches(root)) {
      return named(path, root, root, "weights");
    }
    boolean shard = ShardedFile.isNamedAsShard(path);
    if (VariablesReader.matches(root)) {
      VariablesReader reader = new VariablesReader(path, null);
      reader.add(root);
      if (!shard || !reader.isPart()) {
        return variables(path, VARIABLES, read(path, reader.layers()));
      }
    }
    if (shard) {
      throw new WeightsException(
          path
              + " is one shard of several, and the NAME.weights.json that lists them is not beside it. Put it and all shards into one folder");
    }
    if (root.names().stream().anyMatch(name -> name.startsWith("optimizer"))) {
      throw new WeightsException(
          path
              + " holds the state of an optimizer only, no layer's weights. Save the model again with model.save or model.save_weights");
    }
    throw new WeightsException(
        "%s is an HDF5 file, but not of Keras: expected an attribute layer_names (Keras 1 and 2), a group model_weights (whole models) or groups with vars (Keras 3); found the groups %s and the attributes %s"
            .formatted(
                path,
                Printable.of(root.names().toString()),
                Printable.of(root.attributes().toString())));
  }

  private static List<LayerWeights> read(Path path, List<StoredLayer> stored) throws IOException {
    List<LayerWeights> layers = new ArrayList<>();
    for (StoredLayer layer : stored) {
      layers.add(layer.read(path));
    }
    return layers;
  }

  private static WeightFile variables(Path path, String format, List<LayerWeights> layers) {
    return new WeightFile(path, format, KernelLayout.HWIO, false, layers);
  }

  /** A file whose {@code layer_names} lists its layers: everything before Keras 3's own format. */
  private static WeightFile named(Path path, Hdf5Group weights, Hdf5Group root, String what)
      throws IOException {
    List<StoredLayer> stored = new NamedLayersReader(path).read(weights);
    String version = text(weights, root, "keras_version");
    String backend = text(weights, root, "backend");
    String config = root.text("model_config");
    boolean keras1 = version == null || version.startsWith("1.");
    KernelLayout kernels = kernels(path, backend, keras1);
    boolean channelsFirst =
        kernels == KernelLayout.OIHW_ROTATED
            || (config != null && KerasArchive.isChannelsFirst(config));
    String format =
        "%s, %s%s"
            .formatted(
                version == null ? "Keras 1 (no version given)" : "Keras " + version,
                what,
                backend == null ? "" : ", saved on " + backend);
    return new WeightFile(path, format, kernels, channelsFirst, read(path, stored));
  }

  /** Theano's files say so in an attribute; the releases for it, without any, in their names. */
  private static KernelLayout kernels(Path path, @Nullable String backend, boolean keras1) {
    String name = String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT);
    if ("theano".equals(backend)) {
      return keras1 ? KernelLayout.OIHW_ROTATED : KernelLayout.HWIO_ROTATED;
    }
    return name.contains("th_dim_ordering_th_kernels")
        ? KernelLayout.OIHW_ROTATED
        : KernelLayout.HWIO;
  }

  private static @Nullable String text(Hdf5Group group, Hdf5Group root, String attribute)
      throws IOException {
    String found = group.text(attribute);
    return found == null ? root.text(attribute) : found;
  }

  private static WeightFile checked(WeightFile file) {
    if (file.layers().isEmpty()) {
      throw new WeightsException(
          file.path()
              + " has no layer with weights. Save the model again, after it was built: model.save or model.save_weights");
    }
    return file;
  }

  private static String hex(byte[] head) {
    if (head.length == 0) {
      return "nothing (it is empty)";
    }
    StringBuilder text = new StringBuilder("the bytes");
    for (byte each : head) {
      text.append(String.format(Locale.ROOT, " %02x", each));
    }
    return text.toString();
  }
}
