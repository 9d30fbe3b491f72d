package dev.stagewright.weights.keras;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.Reverse;
import org.nd4j.linalg.factory.Nd4j;

/** How a file of Keras stores convolution kernels. */
public enum KernelLayout {
  /** [height, width, in, out]: TensorFlow's, and every file's of Keras 2 and 3 but Theano's. */
  HWIO("[height, width, in, out]"),
  /** The same, rotated by 180 degrees: Keras 2 on Theano, which convolves with flipped kernels. */
  HWIO_ROTATED("[height, width, in, out], rotated by 180 degrees (Theano)"),
  /** [out, in, height, width], rotated by 180 degrees: Keras 1 on Theano. */
  OIHW_ROTATED("[out, in, height, width], rotated by 180 degrees (Theano)");

  private final String text;

  KernelLayout(String text) {
    this.text = text;
  }

  /** The shape as [height, width, in, out] of a kernel that has a shape in a file. */
  long[] shape(long[] file) {
    return this == OIHW_ROTATED ? new long[] {file[2], file[3], file[1], file[0]} : file;
  }

  /** A file's kernel as [height, width, in, out]. */
  INDArray values(INDArray kernel) {
    if (this == HWIO) {
      return kernel;
    }
    INDArray hwio = this == OIHW_ROTATED ? kernel.permute(2, 3, 1, 0).dup('c') : kernel;
    // Rows and columns in reverse order: a turn by 180 degrees.
    return Nd4j.exec(new Reverse(hwio, 0, 1))[0];
  }

  @Override
  public String toString() {
    return text;
  }
}
