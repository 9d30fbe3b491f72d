package dev.stagewright.cli;

import dev.stagewright.augmentation.Augmentation;
import dev.stagewright.data.ImageBatches;
import dev.stagewright.data.ImageInput;
import dev.stagewright.data.ImageSource;
import dev.stagewright.data.Loading;
import dev.stagewright.data.NamedPicture;
import dev.stagewright.data.ReadAhead;
import dev.stagewright.model.TaskHead;
import dev.stagewright.pictures.DecodeOptions;
import dev.stagewright.pictures.Picture;
import dev.stagewright.tasks.Task;
import dev.stagewright.training.Optimizer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Training steps on a folder's pictures, with made-up targets. */
final class FolderTraining implements FolderWork, AutoCloseable {

  private final EngineGraph network;
  private final ImageBatches batches;
  private final DataSet fixed;
  private final int pictures;
  private int epoch;

  FolderTraining(
      EngineGraph network,
      List<Path> files,
      int batch,
      Augmentation augmentation,
      Loading loading) {
    this.network = network;
    this.pictures = files.size();
    TaskHead head = TaskHead.of(network.graph());
    int outputs = network.network().options().classes();
    ImageSource source = new Unlabeled(files, head.task().labels(outputs));
    this.batches =
        ImageBatches.inOrder(source, ImageInput.of(network.network()), head.coding(), batch)
            .augmented(augmentation, 0)
            .loading(loading);
    var labels = Nd4j.zeros(DataType.FLOAT, batch, outputs);
    IntStream.range(0, batch).forEach(i -> labels.putScalar(i, i % outputs, 1));
    this.fixed = new DataSet(Nd4j.rand(DataType.FLOAT, network.inputShape(batch)), labels);
    Optimizer.nesterov(1e-3, 0.9).applyTo(network.graph());
  }

  @Override
  public void engine() {
    int batch = fixed.numExamples();
    for (int computed = 0; computed + batch <= pictures; computed += batch) {
      network.graph().fit(fixed);
    }
  }

  @Override
  public void loading() {
    pass(false);
  }

  @Override
  public void together() {
    pass(true);
  }

  private void pass(boolean trains) {
    batches.startEpoch(epoch++);
    try (ReadAhead<DataSet> ahead = batches.readAhead()) {
      while (ahead.hasNext()) {
        DataSet batch = ahead.next();
        if (trains) {
          network.graph().fit(batch);
        }
        ImageBatches.release(batch);
      }
    }
  }

  @Override
  public void close() {
    batches.close();
  }

  /** Pictures of which nobody knows what they show. */
  private record Unlabeled(List<Path> files, int classes) implements ImageSource {
    @Override
    public List<String> labels() {
      return IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    }

    @Override
    public int size() {
      return files.size();
    }

    @Override
    public int label(int image) {
      return image % classes;
    }

    /** An output of one, whatever the task. */
    @Override
    public float[] targets(int image, Task task) {
      float[] row = new float[task.outputs(classes)];
      row[image % row.length] = 1;
      return row;
    }

    @Override
    public Picture picture(int image) {
      return picture(image, DecodeOptions.PLAIN);
    }

    @Override
    public Picture picture(int image, DecodeOptions options) {
      return NamedPicture.of(files.get(image)).decode(options);
    }

    @Override
    public String name(int image) {
      return files.get(image).toString();
    }

    @Override
    public String description() {
      return size() + " pictures";
    }
  }
}
