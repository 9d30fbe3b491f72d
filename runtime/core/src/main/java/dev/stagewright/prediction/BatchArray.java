package dev.stagewright.prediction;

import dev.stagewright.data.ImageInput;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The network's input for one batch after the other, in the same memory: while it is filled the
 * processors wait, so that each image is copied once. For one thread.
 */
final class BatchArray implements AutoCloseable {

  private final ImageInput input;
  private final INDArray array;

  /**
   * Takes the memory.
   *
   * @param most images of a batch
   */
  @SuppressWarnings("try") // the scope only has to be open
  BatchArray(ImageInput input, int most) {
    this.input = input;
    try (MemoryWorkspace none = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
      this.array = Nd4j.create(DataType.FLOAT, input.arrayShape(most), 'c');
    }
  }

  /**
   * Fills a batch.
   *
   * @param images preprocessed, each of {@link ImageInput#values()}
   * @param size of the batch, at least as many; what images do not fill is any other image
   * @return valid until the next call
   */
  INDArray of(List<float[]> images, int size) {
    FloatPointer all = new FloatPointer(array.data().pointer());
    FloatBuffer place = all.limit((long) size * input.values()).asBuffer();
    images.forEach(place::put);
    return size == array.size(0) ? array : array.get(NDArrayIndex.interval(0, size));
  }

  @Override
  public void close() {
    array.close();
  }
}
