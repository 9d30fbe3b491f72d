package dev.stagewright.weights;

import io.jhdf.HdfFile;
import io.jhdf.api.Group;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Opens a file of weights, finds out what wrote it and hands it to the reader of that kind. */
final class WeightFileReader {

  private WeightFileReader() {}

  static WeightFile read(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new WeightsException(
          path
              + (Files.isDirectory(path)
                  ? " is a directory; expected an HDF5 or .keras file (TensorFlow's SavedModel is not read: save again with model.save(\"model.keras\"))"
                  : " does not exist; expected an HDF5 or .keras file"));
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] head = in.readNBytes(Hdf5Header.LENGTH);
      if (KerasArchive.matches(head)) {
        return readArchive(path);
      }
      if (!Hdf5Header.matches(head)) {
        throw new WeightsException(
            "%s is neither an HDF5 nor a .keras file: it starts with %s. Expected weights or a model that Keras saved"
                .formatted(path, hex(head)));
      }
      Hdf5Header.checkLength(path.toString(), head, Files.size(path));
    } catch (IOException e) {
      throw new WeightsException(path + " cannot be read: " + e.getMessage(), e);
    }
    try (HdfFile hdf = new HdfFile(path)) {
      return read(path, hdf, Map.of());
    } catch (WeightsException e) {
      throw e;
    } catch (RuntimeException e) {
      throw damaged(path, e);
    }
  }

  private static WeightFile readArchive(Path path) throws IOException {
    KerasArchive archive = KerasArchive.read(path);
    Hdf5Header.checkLength(
        path + "!" + KerasArchive.WEIGHTS, archive.weights(), archive.weights().length);
    try (HdfFile hdf = HdfFile.fromBytes(archive.weights())) {
      return read(path, hdf, archive.layerNames());
    } catch (WeightsException e) {
      throw e;
    } catch (RuntimeException e) {
      throw damaged(path, e);
    }
  }

  /** jHDF throws whatever its parsing runs into, from HdfException to BufferUnderflowException. */
  private static WeightsException damaged(Path path, RuntimeException cause) {
    return new WeightsException(
        "%s is damaged: reading its HDF5 structure failed with %s. Copy or download it again"
            .formatted(path, cause),
        cause);
  }

  private static WeightFile read(Path path, HdfFile hdf, Map<String, String> groupNames) {
    if (hdf.getChild("model_weights") instanceof Group weights) {
      return named(path, weights, hdf, "whole model");
    }
    if (NamedLayersReader.matches(hdf)) {
      return named(path, hdf, hdf, "weights");
    }
    if (VariablesReader.matches(hdf)) {
      List<LayerWeights> layers = new VariablesReader(path, groupNames).read(hdf);
      String format =
          groupNames.isEmpty() ? "Keras 3, weights (.weights.h5)" : "Keras 3, model (.keras)";
      return checked(new WeightFile(path, format, KernelLayout.HWIO, false, layers));
    }
    if (hdf.getChildren().keySet().stream().anyMatch(name -> name.startsWith("optimizer"))) {
      throw new WeightsException(
          path
              + " holds the state of an optimizer only, no layer's weights. Save the model again with model.save or model.save_weights");
    }
    throw new WeightsException(
        "%s is an HDF5 file, but not of Keras: expected an attribute layer_names (Keras 1 and 2), a group model_weights (whole models) or groups with vars (Keras 3); found the groups %s and the attributes %s"
            .formatted(path, hdf.getChildren().keySet(), hdf.getAttributes().keySet()));
  }

  /** A file whose {@code layer_names} lists its layers: everything before Keras 3's own format. */
  private static WeightFile named(Path path, Group weights, HdfFile root, String what) {
    List<LayerWeights> layers = new NamedLayersReader(path).read(weights);
    String version = text(weights, root, "keras_version");
    String backend = text(weights, root, "backend");
    String config = text(root, root, "model_config");
    boolean keras1 = version == null || version.startsWith("1.");
    KernelLayout kernels = kernels(path, backend, keras1);
    boolean channelsFirst =
        kernels == KernelLayout.OIHW_ROTATED
            || (config != null && config.replace(" ", "").contains("\"channels_first\""));
    String format =
        "%s, %s%s"
            .formatted(
                version == null ? "Keras 1 (no version given)" : "Keras " + version,
                what,
                backend == null ? "" : ", saved on " + backend);
    return checked(new WeightFile(path, format, kernels, channelsFirst, layers));
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

  private static @Nullable String text(Group group, HdfFile root, String attribute) {
    var found = group.getAttribute(attribute);
    if (found == null) {
      found = root.getAttribute(attribute);
    }
    return found == null ? null : String.valueOf(found.getData());
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
    for (int i = 0; i < Math.min(8, head.length); i++) {
      text.append(" %02x".formatted(head[i]));
    }
    return text.toString();
  }
}
