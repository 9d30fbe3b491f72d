package dev.stagewright.weights.keras;

import dev.stagewright.errors.Printable;
import dev.stagewright.files.hdf5.Hdf5Exception;
import dev.stagewright.files.hdf5.Hdf5File;
import dev.stagewright.files.hdf5.Hdf5Group;
import dev.stagewright.weights.LayerWeights;
import dev.stagewright.weights.WeightFile;
import dev.stagewright.weights.WeightFormat;
import dev.stagewright.weights.WeightsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds out which Keras wrote a file and hands it to the reader of that kind. */
public final class KerasFormat implements WeightFormat {

  private static final String VARIABLES = "Keras 3, weights (.weights.h5)";

  private final @Nullable KernelLayout given;

  /** Takes the layout of kernels from the file. */
  public KerasFormat() {
    this(null);
  }

  /**
   * Takes the layout of kernels as given, for a file of Keras 1 or 2 that does not declare its own.
   *
   * @param given how files store convolution kernels; null to go by what they say
   */
  public KerasFormat(@Nullable KernelLayout given) {
    this.given = given;
  }

  @Override
  public String kinds() {
    return "HDF5 or .keras";
  }

  @Override
  public boolean matches(Path path, byte[] head) {
    return ShardedFile.isMap(path) || KerasArchive.matches(head) || Hdf5File.matches(head);
  }

  @Override
  public WeightFile read(Path path) throws IOException {
    try {
      return readAny(path);
    } catch (Hdf5Exception e) {
      throw new WeightsException(path + ": " + e.getMessage(), e);
    }
  }

  private WeightFile readAny(Path path) throws IOException {
    ShardedFile sharded = ShardedFile.isMap(path) ? ShardedFile.read(path) : ShardedFile.of(path);
    if (sharded != null) {
      return variables(sharded.map(), VARIABLES, false, sharded.layers());
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(path)) {
      head = in.readNBytes(8);
    }
    if (KerasArchive.matches(head)) {
      return readArchive(path);
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
      return variables(path, "Keras 3, model (.keras)", archive.channelsFirst(), reader.layers());
    }
  }

  private WeightFile readHdf5(Path path, Hdf5Group root) throws IOException {
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
        return variables(path, VARIABLES, false, reader.layers());
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
        "%s is an HDF5 file, but was not written by Keras: expected an attribute layer_names (Keras 1 and 2), a group model_weights (whole models) or groups with vars (Keras 3); found the groups %s and the attributes %s"
            .formatted(
                path,
                Printable.of(root.names().toString()),
                Printable.of(root.attributes().toString())));
  }

  private static WeightFile variables(
      Path path, String format, boolean channelsFirst, List<StoredLayer> layers) {
    return file(path, format, KernelLayout.HWIO, channelsFirst, layers);
  }

  private static WeightFile file(
      Path path,
      String format,
      KernelLayout kernels,
      boolean channelsFirst,
      List<StoredLayer> stored) {
    List<LayerWeights> layers =
        stored.stream().map(layer -> layer.toWeights(path, kernels)).toList();
    if (layers.isEmpty()) {
      throw new WeightsException(
          path
              + " has no layer with weights. Save the model again, after it was built: model.save or model.save_weights");
    }
    return LaterRelease.of(layers)
        .map(
            release ->
                new WeightFile(
                    path, format, channelsFirst, layers, release.advice(), LaterRelease.aliases()))
        .orElseGet(() -> new WeightFile(path, format, channelsFirst, layers, ""));
  }

  /** A file whose {@code layer_names} lists its layers: everything before Keras 3's own format. */
  private WeightFile named(Path path, Hdf5Group weights, Hdf5Group root, String what)
      throws IOException {
    List<StoredLayer> stored = new NamedLayersReader(path).read(weights);
    String version = text(weights, root, "keras_version");
    String backend = text(weights, root, "backend");
    String config = root.text("model_config");
    boolean keras1 = version == null || version.startsWith("1.");
    KernelLayout kernels = given != null ? given : kernels(path, backend, keras1);
    boolean channelsFirst =
        kernels == KernelLayout.OIHW_ROTATED
            || (config != null && KerasArchive.isChannelsFirst(config));
    String format =
        "%s, %s%s%s"
            .formatted(
                version == null ? "Keras 1 (no version given)" : "Keras " + version,
                what,
                backend == null ? "" : ", saved on " + backend,
                kernels == KernelLayout.HWIO ? "" : ", with kernels stored as " + kernels);
    return file(path, format, kernels, channelsFirst, stored);
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
}
