package dev.stagewright.cli;

import dev.stagewright.files.OutputFile;
import java.io.IOException;
import java.io.OutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a graph puts out for the images of a .npy file, computed batch by batch as it is written.
 */
final class BatchedOutputs implements OutputFile.Content {

  private final ComputationGraph graph;
  private final boolean channelsFirst;
  private final NumpyFile images;
  private final int batchSize;
  private long[] shape = {};

  BatchedOutputs(ComputationGraph graph, boolean channelsFirst, NumpyFile images, int batchSize) {
    this.graph = graph;
    this.channelsFirst = channelsFirst;
    this.images = images;
    this.batchSize = batchSize;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    long count = images.shape().get(0);
    for (long first = 0; first < count; first += batchSize) {
      INDArray batch = images.rows(first, (int) Math.min(batchSize, count - first));
      INDArray rows =
          graph.outputSingle(false, channelsFirst ? batch.permute(0, 3, 1, 2).dup('c') : batch);
      if (first == 0) {
        shape = rows.shape().clone();
        shape[0] = count;
        NumpyWriter.writeHeader(out, shape);
      }
      NumpyWriter.writeRows(out, rows);
    }
  }

  /** The shape of all outputs together, once they are written. */
  long[] shape() {
    return shape;
  }
}
