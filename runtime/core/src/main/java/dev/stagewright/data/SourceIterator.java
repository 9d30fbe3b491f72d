package dev.stagewright.data;

import dev.stagewright.tasks.TaskCoding;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.DataSetPreProcessor;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;

/** What Deeplearning4j asks of an iterator besides its batches. */
abstract class SourceIterator implements DataSetIterator {

  final ImageSource source;
  final ImageInput input;
  final TaskCoding coding;
  final int batchSize;
  private @Nullable DataSetPreProcessor preProcessor;

  SourceIterator(ImageSource source, ImageInput input, TaskCoding coding, int batchSize) {
    PictureBatch.checkSize(batchSize);
    this.source = source;
    this.input = input;
    this.coding = coding;
    this.batchSize = batchSize;
    PictureBatch.checkNumbers(
        Math.min(batchSize, source.size()), input.shape(), coding.task().outputs(labels()));
  }

  private int labels() {
    return source.labels().size();
  }

  /** Does what the user wants to be done to a batch. */
  final void preProcess(DataSet batch) {
    if (preProcessor != null) {
      preProcessor.preProcess(batch);
    }
  }

  @Override
  public int inputColumns() {
    return input.values();
  }

  @Override
  public int totalOutcomes() {
    return coding.task().outputs(labels());
  }

  @Override
  public int batch() {
    return batchSize;
  }

  @Override
  public List<String> getLabels() {
    return source.labels();
  }

  @Override
  public boolean resetSupported() {
    return true;
  }

  @Override
  public boolean asyncSupported() {
    return true;
  }

  @Override
  public void setPreProcessor(@Nullable DataSetPreProcessor preProcessor) {
    this.preProcessor = preProcessor;
  }

  @Override
  public @Nullable DataSetPreProcessor getPreProcessor() {
    return preProcessor;
  }
}
