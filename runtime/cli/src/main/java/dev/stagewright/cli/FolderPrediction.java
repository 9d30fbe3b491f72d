package dev.stagewright.cli;

import dev.stagewright.data.ImageInput;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.data.PictureBatch;
import dev.stagewright.data.ReadAhead;
import dev.stagewright.model.TaskHead;
import dev.stagewright.prediction.Classifier;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Predictions of a folder's pictures, which are decoded, resized and preprocessed. */
final class FolderPrediction implements FolderWork {

  private final EngineGraph network;
  private final List<Path> files;
  private final ImageInput input;
  private final int batch;
  private final Classifier classifier;
  private final INDArray images;

  FolderPrediction(EngineGraph network, List<Path> files, int batch) {
    this.network = network;
    this.files = files;
    this.input = ImageInput.of(network.network());
    this.batch = batch;
    int labels = TaskHead.of(network.graph()).task().labels(network.network().options().classes());
    this.classifier =
        new Classifier(
            network.graph(),
            IntStream.range(0, labels).mapToObj(Integer::toString).toList(),
            input);
    this.images = Nd4j.rand(DataType.FLOAT, network.inputShape(batch));
  }

  @Override
  public void engine() {
    for (int computed = 0; computed + batch <= files.size(); computed += batch) {
      network.graph().outputSingle(false, images);
    }
  }

  @Override
  public void loading() {
    var pictures = files.stream().map(NamedPicture::of).iterator();
    try (ReadAhead<PictureBatch> batches = PictureBatch.readAhead(pictures, input, batch)) {
      while (batches.hasNext()) {
        try (PictureBatch read = batches.next()) {
          read.requireAll();
        }
      }
    }
  }

  @Override
  public void together() {
    try (var classified = classifier.classifyAll(files.stream(), batch, 1)) {
      classified.forEach(each -> {});
    }
  }
}
