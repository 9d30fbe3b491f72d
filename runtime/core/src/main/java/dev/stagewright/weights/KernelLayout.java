package dev.stagewright.weights;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.custom.Reverse;
import org.nd4j.linalg.factory.Nd4j;

/** How a file stores convolution kernels. */
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

  /** The shape in a file of a kernel that is [out, in, height, width] in Deeplearning4j. */
  long[] fileShape(long[] oihw) {
    return this == OIHW_ROTATED ? oihw : new long[] {oihw[2], oihw[3], oihw[1], oihw[0]};
  }

  /** A copy of {@code kernel} as Deeplearning4j's [out, in, height, width], in c order. */
  INDArray toDl4j(INDArray kernel) {
    INDArray oihw = this == OIHW_ROTATED ? kernel : kernel.permute(3, 2, 0, 1);
    INDArray copy = oihw.dup('c');
    return this == HWIO ? copy : rotated(copy);
  }

  /** Every kernel's rows and columns in reverse order, which is a turn by 180 degrees. */
  private static INDArray rotated(INDArray oihw) {
    return Nd4j.exec(new Reverse(oihw, 2, 3))[0];
  }

  @Override
  public String toString() {
    return text;
  }
}
