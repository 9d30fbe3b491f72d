package dev.stagewright.weights;

import io.jhdf.api.Dataset;
import java.nio.file.Path;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Turns an HDF5 dataset into an array of floats. */
final class Hdf5Arrays {

  private Hdf5Arrays() {}

  /** The values in float32 and c order; half and double precision are converted. */
  static INDArray read(Path path, Dataset dataset) {
    long[] shape = dataset.getDimensionsAsLong();
    Object values = dataset.isScalar() ? dataset.getData() : dataset.getDataFlat();
    if (values instanceof float[] floats) {
      return Nd4j.create(floats, shape, 'c');
    }
    if (values instanceof double[] doubles) {
      return Nd4j.create(doubles, shape, 'c').castTo(DataType.FLOAT);
    }
    if (values instanceof Number number) {
      return Nd4j.scalar(number.floatValue());
    }
    throw new WeightsException(
        "%s: the array %s holds %s; expected floating-point numbers"
            .formatted(path, dataset.getPath(), dataset.getJavaType()));
  }
}
