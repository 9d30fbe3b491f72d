package dev.stagewright.networks.parity;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** What Keras computed: one of the files {@code <name>.expected.h5}. */
final class KerasCase implements AutoCloseable {

  private final HdfFile file;

  private KerasCase(HdfFile file) {
    this.file = file;
  }

  static KerasCase open(String name) {
    return new KerasCase(new HdfFile(resource(name + ".expected.h5")));
  }

  /** A copy of a reference file. */
  static Path resource(String name) {
    return copy("/keras/", name);
  }

  /** A copy of a file: the engine's module runs these tests from a jar. */
  static Path copy(String folder, String name) {
    try (InputStream in = KerasCase.class.getResourceAsStream(folder + name)) {
      Path directory = Files.createTempDirectory(Path.of("target"), "reference");
      Path copy = directory.resolve(name);
      Files.copy(Objects.requireNonNull(in, name), copy);
      return copy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings that Keras computed with. */
  JsonObject config() {
    return JsonParser.parseString((String) file.getAttribute("config").getData()).getAsJsonObject();
  }

  INDArray array(String path) {
    Dataset dataset = file.getDatasetByPath(path);
    return array(dataset.getDataFlat(), dataset.getDimensionsAsLong());
  }

  /** A group's attribute of one or more numbers. */
  INDArray attribute(String path, String name) {
    var attribute = file.getByPath(path).getAttribute(name);
    Object data = attribute.getData();
    return data instanceof Number number
        ? Nd4j.scalar(number.doubleValue())
        : array(data, attribute.getDimensionsAsLong());
  }

  /** The names of a group's members, as "layer/kind" if there are two levels. */
  List<String> layersAndKinds(String group) {
    return ((Group) file.getChild(group))
        .getChildren().values().stream()
            .flatMap(
                layer ->
                    ((Group) layer)
                        .getChildren().values().stream()
                            .map(Node::getName)
                            .map(kind -> layer.getName() + "/" + kind))
            .toList();
  }

  private static INDArray array(Object data, long[] shape) {
    if (data instanceof float[] floats) {
      return Nd4j.create(floats, shape, 'c');
    }
    if (data instanceof double[] doubles) {
      return Nd4j.create(doubles, shape, DataType.DOUBLE);
    }
    if (data instanceof long[] longs) {
      return Nd4j.createFromArray(longs);
    }
    throw new IllegalStateException("numbers expected, found " + data.getClass());
  }

  @Override
  public void close() {
    file.close();
  }
}
